import type { SyntaxNode } from '../sql/tree.ts';
import { describeColumns } from './describe-part.ts';
import type { FoundColumn, FoundForeignKey, FoundIndex, FoundTable } from './found-table.ts';
import { holdsExactlyOne } from './holds-exactly-one.ts';

/** A constraint as DDL writes it; `besides` is what a contract does not declare. */
export type DraftConstraint = { readonly columns: readonly string[]; readonly besides: readonly string[] } & (
	| { readonly kind: 'primary key' | 'unique' | 'exclusion' }
	| {
			readonly kind: 'foreign key';
			readonly references: string;
			/** Empty: the primary key of the other table. */
			readonly to: readonly string[];
			readonly deferred: boolean;
	  }
	| { readonly kind: 'check'; readonly rule: SyntaxNode }
);

/** A table while its statements are read, one after the other. */
export interface TableDraft {
	readonly table: string;
	readonly columns: Map<string, Omit<FoundColumn, 'unique'>>;
	/** By the name that PostgreSQL gives them. */
	readonly constraints: Map<string, DraftConstraint>;
	/** By `schema.name`. */
	readonly indexes: Map<string, FoundIndex>;
	readonly others: Set<string>;
}

export function emptyDraft(table: string): TableDraft {
	return { table, columns: new Map(), constraints: new Map(), indexes: new Map(), others: new Set() };
}

/** The table that stands when all statements were carried out. */
export function foundTable(draft: TableDraft, all: ReadonlyMap<string, TableDraft>): FoundTable {
	const constraints = [...draft.constraints];
	const indexes = [...draft.indexes.values()];
	const unique = constraints.flatMap(([, { kind, columns, besides }]) =>
		kind === 'unique' ? [{ columns, besides }] : [],
	);
	const primaryKey = primaryKeyOf(draft);
	const alone = new Set(
		[
			...unique,
			{ columns: primaryKey, besides: [] },
			...indexes.filter(({ besides }) => besides.includes('unique') && !besides.includes('partial')),
		].flatMap(({ columns: [first, ...more] }) => (first !== undefined && more.length === 0 ? [first] : [])),
	);
	return {
		columns: new Map([...draft.columns].map(([name, column]) => [name, { ...column, unique: alone.has(name) }])),
		primaryKey,
		foreignKeys: constraints.flatMap(([, constraint]) => foreignKeyOf(constraint, all)),
		unique,
		checks: constraints.flatMap(([name, constraint]) => {
			if (constraint.kind !== 'check') return [];
			const { columns, besides, rule } = constraint;
			return [{ name, columns, besides, exactlyOne: holdsExactlyOne(rule, columns) }];
		}),
		indexes,
		others: [
			...draft.others,
			...constraints.flatMap(([name, { kind }]) => (kind === 'exclusion' ? [`exclusion constraint ${name}`] : [])),
			...constraints.flatMap(([, { kind, besides }]) =>
				kind === 'primary key' ? besides.map((extra) => `primary key, ${extra}`) : [],
			),
		],
	};
}

function primaryKeyOf({ constraints }: TableDraft): readonly string[] {
	return [...constraints.values()].find(({ kind }) => kind === 'primary key')?.columns ?? [];
}

function foreignKeyOf(constraint: DraftConstraint, all: ReadonlyMap<string, TableDraft>): FoundForeignKey[] {
	if (constraint.kind !== 'foreign key') return [];
	const { columns, references, deferred, besides } = constraint;
	const other = all.get(references);
	const to = constraint.to.length > 0 || !other ? constraint.to : primaryKeyOf(other);
	return [{ columns, references, to, deferred, besides }];
}

/** Gives a constraint its name, PostgreSQL's own where it has none: `table_column_fkey`, with a number when that is taken. */
export function addConstraint(draft: TableDraft, name: string, constraint: DraftConstraint): void {
	const chosen = name || freeName(draft, constraint);
	draft.constraints.set(chosen, constraint);
	if (constraint.kind !== 'primary key') return;
	for (const column of constraint.columns) changeColumn(draft, column, { nullable: false });
}

const endings = { 'primary key': 'pkey', unique: 'key', 'foreign key': 'fkey', check: 'check', exclusion: 'excl' };

function freeName({ table, constraints }: TableDraft, { kind, columns }: DraftConstraint): string {
	const own = table.slice(table.indexOf('.') + 1);
	// A CHECK bears the name of its column when it speaks of one alone.
	const isNamed = kind !== 'primary key' && (kind !== 'check' || columns.length === 1);
	const name = [own, ...(isNamed ? columns : []), endings[kind]].join('_');
	if (!constraints.has(name)) return name;
	let number = 1;
	while (constraints.has(`${name}${number}`)) number += 1;
	return `${name}${number}`;
}

export function changeColumn(draft: TableDraft, name: string, change: Partial<Omit<FoundColumn, 'unique'>>): void {
	const column = draft.columns.get(name);
	if (column) draft.columns.set(name, { ...column, ...change });
	else draft.others.add(`a column ${describeColumns([name])} that is not there is changed`);
}

/** Constraints and indexes that speak of the column go with it. */
export function dropColumn(draft: TableDraft, name: string): void {
	draft.columns.delete(name);
	for (const [key, { columns }] of draft.constraints) if (columns.includes(name)) draft.constraints.delete(key);
	for (const [key, { columns }] of draft.indexes) if (columns.includes(name)) draft.indexes.delete(key);
}
