import type { FrozenPlan } from '../plan/frozen-plan.ts';

/** What the closing backup of a plan must hold. */
export interface Expectation {
	/** `schema.table`, in the plan's order. */
	readonly tables: readonly string[];
	readonly counts: ReadonlyMap<string, number>;
	/** The schemas of those tables, and whether nothing else may be in them. */
	readonly schemas: readonly { readonly schema: string; readonly whole: boolean }[];
}

/**
 * Derives it from the plan's `closeout`. A schema that the plan or one it requires creates holds exactly the tables
 * named; of any other schema, Directus's own for one, the named ones are there.
 * @param required the plans it requires, and those that they require
 */
export function deriveExpectation(plan: FrozenPlan, required: readonly FrozenPlan[]): Expectation {
	const { tables, counts } = plan.file.closeout;
	// A count is an expectation of its table, too.
	const named = [...new Set([...tables, ...counts.map(({ table }) => table)])];
	const created = new Set([plan, ...required].flatMap(schemasCreatedBy));
	const schemas = [...new Set(named.map(schemaOf))].toSorted();
	return {
		tables: named,
		counts: new Map(counts.map(({ table, count }) => [table, count])),
		schemas: schemas.map((schema) => ({ schema, whole: created.has(schema) })),
	};
}

export function schemaOf(table: string): string {
	return table.slice(0, table.indexOf('.'));
}

function schemasCreatedBy({ steps }: FrozenPlan): string[] {
	return steps.flatMap(({ targets }) => targets.filter(({ kind }) => kind === 'schema').map(({ schema }) => schema));
}
