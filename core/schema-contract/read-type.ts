import { type Fields, fieldsOf, listOf, namesOf, nodesOf } from '../sql/tree.ts';
import { readExpression } from './read-expression.ts';

/**
 * A type in one spelling: `timestamptz` for `timestamp with time zone`, `varchar(10)[]` for `character varying(10)[]`.
 * A name outside pg_catalog keeps its schema. `loadSqlParser()` must have been awaited.
 * @throws SqlSyntaxError or TypeError for what is no type
 */
export function readType(text: string): string {
	const known = spellings.get(text);
	if (known !== undefined) return known;
	const { tree } = readExpression(`NULL::${text}`);
	if (tree.type !== 'TypeCast') throw new TypeError(`${text} is no type`);
	const spelling = describeTypeName(fieldsOf(tree.fields['typeName']));
	spellings.set(text, spelling);
	return spelling;
}

/** Contracts name a handful of types hundreds of times, and each reading is a call of the parser. */
const spellings = new Map<string, string>();

/** The TypeName of a syntax tree in the spelling of `readType`. */
export function describeTypeName(typeName: Fields): string {
	const names = namesOf(typeName['names']);
	const name = (names[0] === 'pg_catalog' ? names.slice(1) : names).join('.');
	const modifiers = nodesOf(typeName['typmods']).map(({ fields }) => fieldsOf(fields['ival'])['ival'] ?? 0);
	const dimensions = '[]'.repeat(listOf(typeName['arrayBounds']).length);
	return `${name}${modifiers.length > 0 ? `(${modifiers.join(',')})` : ''}${dimensions}`;
}
