import { qualify, relationName, schemaOf } from '../../sql/relation-name.ts';
import { listOf, namesOf, nodeOf, textOf } from '../../sql/tree.ts';
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
const typeKinds = ['OBJECT_TYPE', 'OBJECT_DOMAIN'];

function dropped(plan: Plan, act: Act): string[] {
	const { type, fields } = act.node;
	if (type !== 'DropStmt') return [];
	const kind = textOf(fields['removeType']);
	const relations = relationChanges(act.node, act.names).dropped;
	if (relationKinds.has(kind))
		return relations
			.filter((relation) => plan.history.stands(relation, act) && !plan.history.made.has(relation))
			.map((relation) => `drops ${relation}`);
	if (kind === indexKind)
		return objectNames(fields['objects'], act)
			.filter((index) => plan.history.tableOf(index) === null)
			.map((index) => `drops the index ${index}`);
	if (typeKinds.includes(kind) || kind === 'OBJECT_SCHEMA') return droppedOthers(plan, act, kind);
	return [];
}

function objectNames(objects: unknown, { names }: Act): string[] {
	return listOf(objects).flatMap((object) => qualify(namesOf(nodeOf(object).fields['items']), names) ?? []);
}

/** Schemas and types that no statement of the plan makes. */
function droppedOthers({ steps }: Plan, act: Act, kind: string): string[] {
	return listOf(act.node.fields['objects'])
		.map(nodeOf)
		.map(({ fields }) => (kind === 'OBJECT_SCHEMA' ? textOf(fields['sval']) : namesOf(fields['names']).join('.')))
		.filter((name) => !steps.some(({ node }) => makes(node.fields, name)))
		.map((name) => `drops ${kind === 'OBJECT_SCHEMA' ? 'the schema' : 'the type'} ${name}`);
}

function makes(fields: Act['node']['fields'], name: string): boolean {
	return [
		fields['schemaname'],
		namesOf(fields['typeName']).join('.'),
		namesOf(fields['domainname']).join('.'),
	].includes(name);
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
