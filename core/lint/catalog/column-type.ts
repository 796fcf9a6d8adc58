import { type Fields, fieldsOf, namesOf, nodesOf } from '../../sql/tree.ts';

/** A column's type as far as its conversion is concerned: `varchar(20)` is `{ name: 'varchar', modifiers: [20] }`. */
export interface ColumnType {
	readonly name: string;
	readonly modifiers: readonly number[];
	readonly isArray: boolean;
}

/** The names of one type: as people write it, as the parser does, as the catalog prints it. */
const names: Readonly<Record<string, string>> = {
	'character varying': 'varchar',
	character: 'char',
	bpchar: 'char',
	'bit varying': 'varbit',
	decimal: 'numeric',
	integer: 'int4',
	int: 'int4',
	bigint: 'int8',
	smallint: 'int2',
	boolean: 'bool',
	real: 'float4',
	'double precision': 'float8',
	'timestamp without time zone': 'timestamp',
	'timestamp with time zone': 'timestamptz',
	'time without time zone': 'time',
	'time with time zone': 'timetz',
};

/** The type of a TypeName node. */
export function typeOf(typeName: Fields): ColumnType {
	const parts = namesOf(typeName['names']);
	const name = parts[0] === 'pg_catalog' ? parts.slice(1).join('.') : parts.join('.');
	const modifiers = nodesOf(typeName['typmods']).map(({ fields }) => Number(fieldsOf(fields['ival'])['ival'] ?? 0));
	return { name: names[name] ?? name, modifiers, isArray: nodesOf(typeName['arrayBounds']).length > 0 };
}

/** The type of a text such as `character varying(20)`. */
export function typeOfText(text: string): ColumnType {
	const [, before = '', modifiers = '', after = '', array] =
		/^\s*([^([]+?)\s*(?:\(([\d\s,]+)\))?\s*((?:with|without) time zone)?\s*(\[\])?\s*$/.exec(text.toLowerCase()) ?? [];
	const name = [before, after].filter(Boolean).join(' ') || text;
	return {
		name: names[name] ?? name,
		modifiers: modifiers === '' ? [] : modifiers.split(',').map(Number),
		isArray: array !== undefined,
	};
}

export function printType({ name, modifiers, isArray }: ColumnType): string {
	return `${name}${modifiers.length > 0 ? `(${modifiers.join(',')})` : ''}${isArray ? '[]' : ''}`;
}

/**
 * Whether every value of one type is, bit for bit, a value of another, so that ALTER COLUMN TYPE leaves the table as it
 * is: a longer varchar, text for varchar, more digits before the same scale, more of a second's parts.
 */
export function keepsBits(from: ColumnType, to: ColumnType): boolean {
	if (from.isArray || to.isArray) return printType(from) === printType(to);
	const isText = ({ name, modifiers }: ColumnType) => name === 'text' || (name === 'varchar' && modifiers.length === 0);
	if (isText(to)) return isText(from) || from.name === 'varchar';
	if (from.name === 'cidr' && to.name === 'inet') return true;
	if (from.name !== to.name) return false;
	return isWider(from, to);
}

function isWider({ name, modifiers: from }: ColumnType, { modifiers: to }: ColumnType): boolean {
	if (String(from) === String(to)) return true;
	switch (name) {
		case 'varchar':
		case 'varbit':
			return to.length === 0 || (from.length === 1 && Number(to[0]) >= Number(from[0]));
		case 'numeric':
			return (
				to.length === 0 || (from.length > 0 && Number(to[0]) >= Number(from[0]) && (to[1] ?? 0) === (from[1] ?? 0))
			);
		case 'timestamp':
		case 'timestamptz':
		case 'time':
		case 'timetz':
			return to.length === 0 || Number(to[0]) === 6 || (from.length === 1 && Number(to[0]) >= Number(from[0]));
		default:
			return false;
	}
}
