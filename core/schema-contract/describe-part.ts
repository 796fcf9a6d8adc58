import type { FoundForeignKey, FoundIndex } from './found-table.ts';

/** `(a, b)`: a list of columns, in order. */
export function describeColumns(columns: readonly string[]): string {
	return `(${columns.join(', ')})`;
}

/** `(a) → schema.table (b), checked at COMMIT, ON DELETE CASCADE`; equal for equal keys, whatever they are called. */
export function describeForeignKey({ columns, references, to, deferred, besides }: FoundForeignKey): string {
	const key = `${describeColumns(columns)} → ${references} ${describeColumns(to)}`;
	return [key, ...(deferred ? ['checked at COMMIT'] : []), ...besides].join(', ');
}

/** `(a, b), partial` */
export function describeIndex({ columns, besides }: FoundIndex): string {
	return [describeColumns(columns), ...besides].join(', ');
}

/** Letters of pg_constraint and of the syntax tree alike. */
const actions: Readonly<Record<string, string>> = { r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' };
const matches: Readonly<Record<string, string>> = { f: 'MATCH FULL', p: 'MATCH PARTIAL' };

/** What a foreign key does beyond refusing; nothing for MATCH SIMPLE and NO ACTION. */
export function describeForeignKeyRules(rules: {
	readonly match: string;
	readonly onUpdate: string;
	readonly onDelete: string;
}): string[] {
	const { match, onUpdate, onDelete } = rules;
	return [
		...(matches[match] ? [matches[match]] : []),
		...(actions[onUpdate] ? [`ON UPDATE ${actions[onUpdate]}`] : []),
		...(actions[onDelete] ? [`ON DELETE ${actions[onDelete]}`] : []),
	];
}
