import type { Statement } from '../sql/parse-sql.ts';
import { type Fields, fieldsOf, namesOf, nodeOf, nodesOf, type SyntaxNode, textOf } from '../sql/tree.ts';
import { addTableConstraint, alterTable } from './alter-table.ts';
import type { FoundTable } from './found-table.ts';
import { readColumn } from './read-column.ts';
import { readIndex } from './read-index.ts';
import { changeColumn, emptyDraft, foundTable, type TableDraft } from './table-draft.ts';
import { tableNameOf } from './table-name-of.ts';

/** A table that DDL creates, and the statement that does. */
export interface DerivedTable<Source extends Statement = Statement> {
	readonly table: FoundTable;
	readonly created: Source;
}

type Drafts = Map<string, TableDraft>;

/**
 * The tables that stand when the statements were carried out in order, read from their syntax trees.
 * A table that they alter without creating it is left out. `loadSqlParser()` must have been awaited.
 * @returns by `schema.table`
 */
export function deriveContract<Source extends Statement>(
	statements: readonly Source[],
): ReadonlyMap<string, DerivedTable<Source>> {
	const drafts: Drafts = new Map();
	const sources = new Map<string, Source>();
	for (const statement of statements) {
		for (const table of carryOut(drafts, statement.node)) sources.set(table, statement);
	}
	return new Map(
		[...drafts].flatMap(([name, draft]) => {
			const created = sources.get(name);
			return created ? [[name, { table: foundTable(draft, drafts), created }] as const] : [];
		}),
	);
}

/** @returns the tables that the statement created */
function carryOut(drafts: Drafts, { type, fields }: SyntaxNode, within = 'public'): string[] {
	switch (type) {
		case 'CreateSchemaStmt':
			return nodesOf(fields['schemaElts']).flatMap((element) =>
				carryOut(drafts, element, textOf(fields['schemaname'])),
			);
		case 'CreateStmt':
			return createTable(drafts, fields, within);
		case 'AlterTableStmt':
			onTable(drafts, fields['relation'], within, (draft) => alterTable(draft, fields));
			return [];
		case 'IndexStmt':
			onTable(drafts, fields['relation'], within, (draft) => {
				draft.indexes.set(textOf(fields['idxname']) || `index ${draft.indexes.size + 1}`, readIndex(fields));
			});
			return [];
		case 'CreateTrigStmt':
			onTable(drafts, fields['relation'], within, ({ others }) => others.add(`trigger ${fields['trigname']}`));
			return [];
		case 'RuleStmt':
			onTable(drafts, fields['relation'], within, ({ others }) => others.add(`rule ${fields['rulename']}`));
			return [];
		case 'RenameStmt':
		case 'AlterObjectSchemaStmt':
			onTable(drafts, fields['relation'], within, ({ others }) => others.add(`${type} that is not read`));
			return [];
		case 'CommentStmt':
			comment(drafts, fields);
			return [];
		case 'DropStmt':
			drop(drafts, fields);
			return [];
		default:
			return [];
	}
}

function onTable(drafts: Drafts, range: unknown, within: string, work: (draft: TableDraft) => void): void {
	const draft = drafts.get(tableNameOf(fieldsOf(range), within));
	if (draft) work(draft);
}

function createTable(drafts: Drafts, fields: Fields, within: string): string[] {
	const range = fieldsOf(fields['relation']);
	const persistence = textOf(range['relpersistence']);
	if (persistence === 't') return [];
	const draft = emptyDraft(tableNameOf(range, within));
	drafts.set(draft.table, draft);
	const elements = nodesOf(fields['tableElts']);
	for (const element of elements) if (element.type === 'ColumnDef') readColumn(draft, element.fields);
	for (const element of elements) if (element.type === 'Constraint') addTableConstraint(draft, element.fields);
	if (elements.some(({ type }) => type === 'TableLikeClause')) draft.others.add('LIKE another table');
	if (persistence === 'u') draft.others.add('unlogged');
	if ('inhRelations' in fields) draft.others.add('inheritance');
	if ('partspec' in fields) draft.others.add('partitions');
	if ('ofTypename' in fields) draft.others.add('OF a type');
	return [draft.table];
}

function comment(drafts: Drafts, fields: Fields): void {
	if (fields['objtype'] !== 'OBJECT_COLUMN') return;
	const names = namesOf(nodeOf(fields['object']).fields['items']);
	const column = names.at(-1) ?? '';
	const draft = drafts.get(qualified(names.slice(0, -1)));
	if (draft) changeColumn(draft, column, { comment: 'comment' in fields ? textOf(fields['comment']) : null });
}

function drop(drafts: Drafts, fields: Fields): void {
	for (const { fields: object } of nodesOf(fields['objects'])) {
		const names = namesOf(object['items']);
		if (fields['removeType'] === 'OBJECT_TABLE') drafts.delete(qualified(names));
		if (fields['removeType'] === 'OBJECT_INDEX')
			for (const { indexes } of drafts.values()) indexes.delete(names.at(-1) ?? '');
	}
}

function qualified(names: readonly string[]): string {
	return names.length > 1 ? names.slice(-2).join('.') : `public.${names[0] ?? ''}`;
}
