import { qualify } from './relation-name.ts';
import { fieldsOf, namesOf, nodeOf, nodesOf, optionOf, type SyntaxNode, textOf } from './tree.ts';

const serials = new Set(['smallserial', 'serial', 'bigserial', 'serial2', 'serial4', 'serial8']);

/**
 * The sequences that columns of a new or altered table bring along.
 * @param table `schema.name`; a sequence lives in the schema of its table
 * @param columns nodes of ColumnDef, others are looked over
 */
export function ownedSequences(table: string, columns: readonly SyntaxNode[]): string[] {
	return columns.flatMap(({ type, fields }) => {
		if (type !== 'ColumnDef') return [];
		const column = textOf(fields['colname']);
		const identity = nodesOf(fields['constraints']).find((constraint) => isIdentity(constraint.fields));
		if (identity) return [identitySequence(table, column, identity.fields)];
		const names = namesOf(fieldsOf(fields['typeName'])['names']);
		return names.length === 1 && serials.has(names[0] ?? '') ? [defaultSequence(table, column)] : [];
	});
}

/** The sequence of GENERATED … AS IDENTITY, which may be given a name of its own. */
export function identitySequence(table: string, column: string, constraint: SyntaxNode['fields']): string {
	const given = namesOf(nodeOf(optionOf(constraint['options'], 'sequence_name')).fields['items']);
	const [schema = ''] = table.split('.', 1);
	const named = given.length > 0 ? qualify(given, { schema, temporary: new Set() }) : null;
	return named ?? defaultSequence(table, column);
}

function isIdentity(constraint: SyntaxNode['fields']): boolean {
	return constraint['contype'] === 'CONSTR_IDENTITY';
}

/** `schema.table_column_seq`; one that is taken already gets a number, which the database alone knows. */
function defaultSequence(table: string, column: string): string {
	const dot = table.indexOf('.');
	return `${table.slice(0, dot)}.${objectName([table.slice(dot + 1), column], 'seq')}`;
}

/** PostgreSQL's names are at most this long; longer ones lose the end of their longest part. */
const longestName = 63;

/**
 * The name PostgreSQL gives to an object that the author named not: `table_column_key`, shortened as its
 * `makeObjectName` does it.
 */
export function objectName(parts: readonly string[], label: string): string {
	const bytes = parts.map((part) => Buffer.from(part, 'utf8'));
	const room = longestName - label.length - parts.length;
	let lengths = bytes.map(({ length }) => length);
	while (sum(lengths) > room) {
		const longest = lengths.lastIndexOf(Math.max(...lengths));
		lengths = lengths.map((length, index) => (index === longest ? length - 1 : length));
	}
	return [...bytes.map((part, index) => clip(part, lengths[index] ?? 0)), label].join('_');
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((one, other) => one + other, 0);
}

/** At most so many bytes, and no half of a character. */
function clip(bytes: Buffer, length: number): string {
	let end = length;
	while (end > 0 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
	return bytes.toString('utf8', 0, end);
}
