import { qualify, relationName, schemaOf } from '../../sql/relation-name.ts';
import { type Fields, listOf, namesOf, nodeOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { addsPart } from '../acts/altered-parts.ts';
import type { ReadPlan } from '../read-plan.ts';
import { relationChanges, relationKinds } from './relation-changes.ts';

type Plan = Pick<ReadPlan, 'steps' | 'history' | 'partsOf'>;

/**
 * What an act drops, renames or alters of the schema that stood before the plan, where its SQL alone shows it. With
 * IF EXISTS nothing is certain; what the plan drops and makes again may be the same in the end.
 */
export function takenAway(plan: Plan, act: Act): string[] {
	if (act.node.fields['missing_ok']) return [];
	return [...dropped(plan, act), ...renamed(plan, act), ...altered(plan, act)];
}

const indexKind = 'OBJECT_INDEX';

/** Kinds of DROP beside relations and indexes, in words. */
const otherKinds: Readonly<Record<string, string>> = {
	OBJECT_SCHEMA: 'schema',
	OBJECT_TYPE: 'type',
	OBJECT_DOMAIN: 'domain',
	OBJECT_FUNCTION: 'function',
	OBJECT_PROCEDURE: 'procedure',
	OBJECT_TRIGGER: 'trigger',
	OBJECT_POLICY: 'policy',
	OBJECT_RULE: 'rule',
	OBJECT_EXTENSION: 'extension',
};

function dropped(plan: Plan, act: Act): string[] {
	const { type, fields } = act.node;
	if (type !== 'DropStmt') return [];
	const kind = textOf(fields['removeType']);
	if (relationKinds.has(kind))
		return relationChanges(act.node, act.names)
			.dropped.filter((relation) => plan.history.stands(relation, act) && !plan.history.made.has(relation))
			.map((relation) => `drops ${relation}`);
	if (kind === indexKind)
		return listOf(fields['objects'])
			.flatMap((object) => qualify(namesOf(nodeOf(object).fields['items']), act.names) ?? [])
			.filter((index) => plan.history.tableOf(index) === null)
			.map((index) => `drops the index ${index}`);
	return droppedOthers(plan, act, kind);
}

/** What no statement of the plan makes, neither before nor anew. */
function droppedOthers({ steps }: Plan, { node }: Act, kind: string): string[] {
	const word = otherKinds[kind];
	if (word === undefined) return [];
	return listOf(node.fields['objects'])
		.map((object) => droppedName(nodeOf(object).fields))
		.filter((name) => !steps.some((act) => makes(act.node.fields, name)))
		.map((name) => `drops the ${word} ${name}`);
}

/** A schema is one name, a function and a type have a list of their own, a trigger stands behind its table. */
function droppedName(object: Fields): string {
	const parts = namesOf(object['items'] ?? object['names'] ?? object['objname']);
	return parts.length > 0 ? parts.join('.') : textOf(object['sval']);
}

/** Whether a statement makes something of that name; without regard to its kind, and to its table. */
function makes(fields: Fields, name: string): boolean {
	const own = [
		...['schemaname', 'trigname', 'policy_name', 'rulename', 'extname'].map((field) => textOf(fields[field])),
		...['typeName', 'domainname', 'funcname'].map((field) => namesOf(fields[field]).join('.')),
	];
	return own.some((made) => made !== '' && (name === made || name.endsWith(`.${made}`)));
}

function renamed({ history }: Plan, act: Act): string[] {
	const { type, fields } = act.node;
	if (type === 'RenameStmt' && fields['renameType'] === 'OBJECT_SCHEMA')
		return [`renames the schema ${textOf(fields['subname'])}`];
	const isRelation = type === 'RenameStmt' || type === 'AlterObjectSchemaStmt';
	const relation = isRelation && fields['relation'] ? relationName(fields['relation'], act.names) : null;
	if (relation === null || !history.stands(relation, act) || fields['renameType'] === indexKind) return [];
	const part = textOf(fields['subname']);
	return [`${type === 'RenameStmt' ? 'renames' : 'moves'} ${part ? `${part} of ` : ''}${relation}`];
}

/** Parts of ALTER TABLE that change or drop a column or a constraint. */
const changes: Readonly<Record<string, string>> = {
	AT_DropColumn: 'drops',
	AT_AlterColumnType: 'converts',
	AT_SetNotNull: 'makes NOT NULL',
	AT_DropNotNull: 'lets be NULL',
	AT_ColumnDefault: 'changes the default of',
	AT_DropExpression: 'changes the expression of',
	AT_DropIdentity: 'drops the identity of',
	AT_DropConstraint: 'drops the constraint',
};

function altered({ partsOf, history }: Plan, act: Act): string[] {
	return act.parts
		.filter(({ table, subtype, fields }) => subtype in changes && !fields['missing_ok'] && history.stands(table, act))
		.filter(({ table, name }) => !isOwn(name, table, act, { partsOf, history }))
		.map(({ table, subtype, name }) => `${changes[subtype]} ${name} of ${table}`);
}

/** Whether the plan itself gave a table its column or constraint of that name. */
function isOwn(
	name: string,
	table: string,
	act: Act,
	{ partsOf, history }: Pick<Plan, 'partsOf' | 'history'>,
): boolean {
	return (
		partsOf(table).some((part) => part.order < act.order && addsPart(part, name)) ||
		history.tableOf(`${schemaOf(table)}.${name}`) === table ||
		history.foreignKeys.some((key) => key.table === table && key.name === name)
	);
}
