import { qualify } from '../../sql/relation-name.ts';
import { listOf, namesOf, nodeOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { addsPart } from '../acts/altered-parts.ts';
import type { Unseen } from '../acts/read-acts.ts';
import { pendingEvents } from '../history/pending-events.ts';
import { relationChanges } from '../history/relation-changes.ts';
import type { ReadPlan } from '../read-plan.ts';

/** Where a statement reaches further than its text says, and the database alone knows how far. */
export function unseenReach(plan: ReadPlan): Unseen[] {
	const written = new Set<string>();
	const waiting = new Set<string>();
	return plan.running.flatMap((act) =>
		[
			...firstWrites(plan, act, written),
			...firstWaits(plan, act, waiting),
			...referredTables(plan, act),
			...droppedColumns(plan, act),
			...(whole[act.node.type] ?? []),
			...cascade(act),
		].map((what) => ({ at: act.at, what: `${what}${act.inside}` })),
	);
}

/** Triggers, rules, defaults and foreign keys of a table that stood before: told where it is written first. */
function firstWrites({ history }: ReadPlan, act: Act, written: Set<string>): string[] {
	return act.writes.flatMap(({ relation }) => {
		if (written.has(relation)) return [];
		const isView = history.views.has(relation);
		if (!isView && !history.stands(relation, act)) return [];
		written.add(relation);
		if (isView) return [`which table the view ${relation} hands the rows on to`];
		return [`what triggers, rules, defaults and foreign keys of ${relation} do when its rows are written`];
	});
}

/** Rows that may make a table wait for COMMIT before it can be altered: told where it is altered first. */
function firstWaits(plan: ReadPlan, act: Act, told: Set<string>): string[] {
	return pendingEvents(plan, act).flatMap(({ table, writer, known }) => {
		if (known || told.has(table)) return [];
		told.add(table);
		const place = `${writer.at.script.path}:${writer.at.line}`;
		return [
			`whether ${table} has deferred constraints: rows written at ${place} would then keep it from being altered`,
		];
	});
}

/** A table that goes, and a foreign key that goes, lock the tables they refer to. */
function referredTables({ history }: ReadPlan, act: Act): string[] {
	const { type, fields } = act.node;
	const tables =
		type === 'DropStmt' && fields['removeType'] === 'OBJECT_TABLE' ? relationChanges(act.node, act.names).dropped : [];
	const indexes = type === 'DropStmt' && fields['removeType'] === 'OBJECT_INDEX' ? listOf(fields['objects']) : [];
	return [
		...tables
			.filter((table) => history.stands(table, act))
			.map((table) => `which tables ${table} refers to: they are locked too`),
		...indexes
			.map((index) => qualify(namesOf(nodeOf(index).fields['items']), act.names) ?? '')
			.filter((index) => history.tableOf(index) === null)
			.map((index) => `which table the index ${index} belongs to: it is locked`),
		...act.parts
			.filter(({ subtype, table }) => /^AT_(Drop|Validate)Constraint$/.test(subtype) && history.stands(table, act))
			.filter(({ table, name }) => !isKnown(history, table, name))
			.map(({ table, name }) => `whether ${name} of ${table} is a foreign key: the table it refers to is locked then`),
	];
}

/** Foreign keys, indexes and sequences of a column go with it, unless the plan itself added it. */
function droppedColumns({ history, partsOf }: ReadPlan, act: Act): string[] {
	return act.parts
		.filter(({ subtype, table }) => subtype === 'AT_DropColumn' && history.stands(table, act))
		.filter(({ table, name }) => !partsOf(table).some((part) => part.order < act.order && addsPart(part, name)))
		.map(
			({ table, name }) => `what else goes with ${name} of ${table}: the table a foreign key refers to is locked then`,
		);
}

function isKnown({ foreignKeys, tableOf }: ReadPlan['history'], table: string, name: string): boolean {
	const [schema = ''] = table.split('.', 1);
	return foreignKeys.some((key) => key.table === table && key.name === name) || tableOf(`${schema}.${name}`) === table;
}

/** Statements that run what is not in the plan. */
const whole: Readonly<Record<string, readonly string[]>> = {
	CreateExtensionStmt: ['what the script of the extension does'],
	AlterExtensionStmt: ['what the script of the extension does'],
	ImportForeignSchemaStmt: ['which tables the foreign server has'],
	DropOwnedStmt: ['what the role owns'],
	ReassignOwnedStmt: ['what the role owns'],
	CreateEventTrigStmt: ['what the event trigger does to the statements behind it'],
	ExecuteStmt: ['what the prepared statement does'],
	DefineStmt: ['what the functions behind it do, wherever it is used'],
	CreateCastStmt: ['what the function behind it does, wherever it is used'],
};

function cascade({ node: { type, fields } }: Act): string[] {
	const parts = type === 'AlterTableStmt' ? listOf(fields['cmds']).map((part) => nodeOf(part).fields) : [fields];
	const isCascade =
		['AlterTableStmt', 'DropStmt', 'TruncateStmt'].includes(type) &&
		parts.some(({ behavior }) => textOf(behavior) === 'DROP_CASCADE');
	return isCascade ? ['what CASCADE takes along'] : [];
}
