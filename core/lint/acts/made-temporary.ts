import { type Fields, fieldsOf, type SyntaxNode, textOf } from '../../sql/tree.ts';

/** The name of the temporary relation that a statement makes; null when it makes none. */
export function madeTemporary({ type, fields }: SyntaxNode): string | null {
	const range = rangeMade(type, fields);
	const isTemporary = range['relpersistence'] === 't' || textOf(range['schemaname']).startsWith('pg_temp');
	return isTemporary ? textOf(range['relname']) : null;
}

function rangeMade(type: string, fields: Fields): Fields {
	switch (type) {
		case 'CreateStmt':
			return fieldsOf(fields['relation']);
		case 'ViewStmt':
			return fieldsOf(fields['view']);
		case 'CreateSeqStmt':
			return fieldsOf(fields['sequence']);
		case 'CreateTableAsStmt':
			return fieldsOf(fieldsOf(fields['into'])['rel']);
		case 'SelectStmt':
			return fieldsOf(fieldsOf(fields['intoClause'])['rel']);
		default:
			return {};
	}
}
