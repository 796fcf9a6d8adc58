import { relationName } from '../../sql/relation-name.ts';
import { fieldsOf, nodesOf, type SyntaxNode, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import type { WriteEvent } from '../acts/writes-of.ts';
import type { ReadPlan } from '../read-plan.ts';
import { relationChanges } from './relation-changes.ts';

/** A table that is altered in the transaction that wrote its rows before. */
export interface PendingEvents {
	readonly table: string;
	/** The act that wrote. */
	readonly writer: Act;
	/** True when a deferred constraint of the plan itself makes events wait; false when only the database knows. */
	readonly known: boolean;
}

type Plan = Pick<ReadPlan, 'running' | 'history' | 'writersOf' | 'writesOf'>;

/** What waits on the tables that an act alters, drops or empties. */
export function pendingEvents(plan: Plan, act: Act): PendingEvents[] {
	return alteredBy(act, plan).flatMap((table): PendingEvents[] => {
		const writers = waitingWriters(plan, act, table);
		const known = writers.find((writer) => deferredChecks(plan, writer, table));
		if (known) return [{ table, writer: known, known: true }];
		const [writer] = writers;
		return writer && plan.history.stands(table, act) ? [{ table, writer, known: false }] : [];
	});
}

function alteredBy(act: Act, { writesOf }: Plan): string[] {
	const { node, names } = act;
	if (node.type === 'AlterTableStmt') return [relationName(node.fields['relation'], names) ?? []].flat();
	const emptied = writesOf(act).filter(({ event }) => event === 'truncate');
	return [...relationChanges(node, names).dropped, ...emptied.map(({ relation }) => relation)];
}

/** Who wrote rows of the table before, in the same transaction, and since the waiting checks were last carried out. */
function waitingWriters(plan: Plan, act: Act, table: string): Act[] {
	const writers = plan
		.writersOf(table)
		.filter((writer) => writer.order < act.order && writer.at.transaction === act.at.transaction)
		.filter((writer) => eventsOn(plan, writer, table).some((event) => event !== 'truncate'));
	if (writers.length === 0) return [];
	const settled = plan.running.findLast(({ node, order }) => order < act.order && settlesAll(node))?.order ?? -1;
	return writers.filter(({ order }) => order > settled);
}

function eventsOn({ writesOf }: Plan, writer: Act, table: string): WriteEvent[] {
	return writesOf(writer)
		.filter(({ relation }) => relation === table)
		.map(({ event }) => event);
}

/** `SET CONSTRAINTS ALL IMMEDIATE` carries out what waits. */
function settlesAll({ type, fields }: SyntaxNode): boolean {
	return type === 'ConstraintsSetStmt' && !fields['deferred'] && nodesOf(fields['constraints']).length === 0;
}

/** Whether a constraint that the plan made before makes rows of this write wait. */
function deferredChecks(plan: Plan, writer: Act, table: string): boolean {
	const events = eventsOn(plan, writer, table);
	const touched = updatedColumns(writer);
	return plan.history.deferred
		.filter(({ order }) => order < writer.order)
		.some((check) => {
			if (check.references === table && events.includes('delete')) return true;
			if (check.table !== table) return false;
			return (
				events.includes('insert') || (events.includes('update') && check.columns.some((name) => touched.includes(name)))
			);
		});
}

/** The columns that an UPDATE sets. */
function updatedColumns({ node }: Act): string[] {
	return nodesOf(fieldsOf(node.fields)['targetList']).map(({ fields }) => textOf(fields['name']));
}
