import { ownedSequences } from '../../sql/owned-sequences.ts';
import { type NameSpace, qualify, relationName, schemaOf } from '../../sql/relation-name.ts';
import { fieldsOf, namesOf, nodeOf, nodesOf, type SyntaxNode, textOf } from '../../sql/tree.ts';

/** What a statement makes of relations: tables, views, sequences, by `schema.name`. */
export interface RelationChanges {
	/** Certainly new: IF NOT EXISTS and OR REPLACE may find one that stands already. */
	readonly made: readonly string[];
	readonly dropped: readonly string[];
	readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

const none: RelationChanges = { made: [], dropped: [], renamed: [] };

/** Kinds of DROP whose objects are relations. */
export const relationKinds = new Set([
	'OBJECT_TABLE',
	'OBJECT_VIEW',
	'OBJECT_MATVIEW',
	'OBJECT_SEQUENCE',
	'OBJECT_FOREIGN_TABLE',
]);

export function relationChanges({ type, fields }: SyntaxNode, names: NameSpace): RelationChanges {
	switch (type) {
		case 'CreateStmt':
			return fields['if_not_exists'] ? none : made(madeTable(fields, names));
		case 'CreateForeignTableStmt':
			return relationChanges({ type: 'CreateStmt', fields: fieldsOf(fields['base']) }, names);
		case 'CreateSchemaStmt':
			return made(madeInSchema(fields, names));
		case 'ViewStmt':
			return fields['replace'] ? none : made([relationName(fields['view'], names)]);
		case 'CreateSeqStmt':
			return fields['if_not_exists'] ? none : made([relationName(fields['sequence'], names)]);
		case 'CreateTableAsStmt':
			return fields['if_not_exists'] ? none : made([relationName(fieldsOf(fields['into'])['rel'], names)]);
		case 'SelectStmt':
			return fields['intoClause'] ? made([relationName(fieldsOf(fields['intoClause'])['rel'], names)]) : none;
		case 'AlterTableStmt':
			return made(sequencesAdded(fields, names));
		case 'DropStmt':
			return relationKinds.has(textOf(fields['removeType'])) ? { ...none, dropped: droppedBy(fields, names) } : none;
		case 'RenameStmt':
		case 'AlterObjectSchemaStmt':
			return renamed(type, fields, names);
		default:
			return none;
	}
}

function made(relations: readonly (string | null)[]): RelationChanges {
	return { ...none, made: relations.filter((relation) => relation !== null) };
}

function madeTable(fields: SyntaxNode['fields'], names: NameSpace): string[] {
	const table = relationName(fields['relation'], names);
	return table === null ? [] : [table, ...ownedSequences(table, nodesOf(fields['tableElts']))];
}

/** `CREATE SCHEMA s CREATE TABLE t …`: what stands inside is made in `s`. */
function madeInSchema(fields: SyntaxNode['fields'], names: NameSpace): string[] {
	const within = { ...names, schema: textOf(fields['schemaname']) || names.schema };
	return nodesOf(fields['schemaElts']).flatMap((element) => relationChanges(element, within).made);
}

function sequencesAdded(fields: SyntaxNode['fields'], names: NameSpace): string[] {
	const table = relationName(fields['relation'], names);
	if (table === null) return [];
	return nodesOf(fields['cmds']).flatMap(({ fields: command }) => {
		const definition = nodeOf(command['def']);
		if (command['subtype'] === 'AT_AddColumn') return ownedSequences(table, [definition]);
		if (command['subtype'] !== 'AT_AddIdentity') return [];
		const column = { colname: command['name'], constraints: [command['def']] };
		return ownedSequences(table, [{ type: 'ColumnDef', fields: column }]);
	});
}

/** The names of a DROP of relations. */
export function droppedBy(fields: SyntaxNode['fields'], names: NameSpace): string[] {
	return nodesOf(fields['objects']).flatMap(({ fields: object }) => qualify(namesOf(object['items']), names) ?? []);
}

function renamed(type: string, fields: SyntaxNode['fields'], names: NameSpace): RelationChanges {
	const kind = textOf(fields[type === 'RenameStmt' ? 'renameType' : 'objectType']);
	const from = relationName(fields['relation'], names);
	if (!relationKinds.has(kind) || from === null) return none;
	const to =
		type === 'RenameStmt'
			? `${schemaOf(from)}.${textOf(fields['newname'])}`
			: `${textOf(fields['newschema'])}.${from.slice(schemaOf(from).length + 1)}`;
	return { ...none, renamed: [{ from, to }] };
}
