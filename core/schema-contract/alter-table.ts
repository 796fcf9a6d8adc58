import { type Fields, fieldsOf, nodeOf, nodesOf, textOf } from '../sql/tree.ts';
import { expressionOf, readColumn } from './read-column.ts';
import { readConstraint } from './read-constraint.ts';
import { describeTypeName } from './read-type.ts';
import { addConstraint, changeColumn, dropColumn, type TableDraft } from './table-draft.ts';

/** Carries the commands of one ALTER TABLE out on the draft; one that is not read here is among `others`. */
export function alterTable(draft: TableDraft, statement: Fields): void {
	for (const { fields } of nodesOf(statement['cmds'])) alter(draft, fields);
}

/** Change nothing that a contract declares. */
const irrelevant = new Set([
	'AT_ChangeOwner',
	'AT_ClusterOn',
	'AT_DropCluster',
	'AT_ResetRelOptions',
	'AT_SetCompression',
	'AT_SetOptions',
	'AT_SetRelOptions',
	'AT_SetStatistics',
	'AT_SetStorage',
	'AT_SetTableSpace',
]);

interface Command {
	/** Of the column or constraint. */
	readonly name: string;
	/** What it becomes, as the tree wraps it; undefined: nothing. */
	readonly definition: unknown;
}

type Change = (draft: TableDraft, command: Command) => void;

const changes: Readonly<Record<string, Change>> = {
	AT_AddColumn: (draft, { definition }) => readColumn(draft, nodeOf(definition).fields),
	AT_DropColumn: (draft, { name }) => dropColumn(draft, name),
	AT_AlterColumnType: (draft, { name, definition }) =>
		changeColumn(draft, name, { type: describeTypeName(fieldsOf(nodeOf(definition).fields['typeName'])) }),
	AT_ColumnDefault: (draft, { name, definition }) =>
		changeColumn(draft, name, { default: definition === undefined ? null : expressionOf(definition) }),
	AT_SetNotNull: (draft, { name }) => changeColumn(draft, name, { nullable: false }),
	AT_DropNotNull: (draft, { name }) => changeColumn(draft, name, { nullable: true }),
	AT_DropExpression: ({ others }, { name }) => others.delete(`generated column ${name}`),
	AT_AddConstraint: (draft, { definition }) => addTableConstraint(draft, nodeOf(definition).fields),
	AT_DropConstraint: ({ constraints }, { name }) => constraints.delete(name),
	AT_ValidateConstraint: (draft, { name }) => validate(draft, name),
	AT_EnableRowSecurity: ({ others }) => others.add('row security'),
	AT_DisableRowSecurity: ({ others }) => others.delete('row security'),
};

function alter(draft: TableDraft, command: Fields): void {
	const subtype = textOf(command['subtype']);
	const change = changes[subtype];
	if (change) change(draft, { name: textOf(command['name']), definition: command['def'] });
	else if (!irrelevant.has(subtype)) draft.others.add(`ALTER TABLE, ${subtype}`);
}

/** A constraint of CREATE TABLE or ADD CONSTRAINT. */
export function addTableConstraint(draft: TableDraft, fields: Fields): void {
	const timing = { deferrable: fields['deferrable'] === true, deferred: fields['initdeferred'] === true };
	const constraint = readConstraint(fields, timing);
	if (constraint) addConstraint(draft, textOf(fields['conname']), constraint);
	else draft.others.add(`constraint, ${fields['contype']}`);
}

function validate(draft: TableDraft, name: string): void {
	const constraint = draft.constraints.get(name);
	if (!constraint) return;
	draft.constraints.set(name, { ...constraint, besides: constraint.besides.filter((word) => word !== 'NOT VALID') });
}
