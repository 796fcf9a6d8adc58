import type { Expectation, PlanCheck, ProductCheck } from '../../contract/plan-check.ts';

type Head = Pick<PlanCheck, 'id' | 'title' | 'source' | 'on_error' | 'connection'>;

export type Row = Readonly<Record<string, unknown>>;

/** A query with bound values, and what it must return. */
export interface QueryCheck extends Head {
	readonly sql: string;
	/** $1, $2, … of the query; JSON values. */
	readonly values: readonly unknown[];
	readonly expect: Expectation;
	/** All names in the query are qualified, so it can be read under settings that make PostgreSQL print alike everywhere. */
	readonly pinned?: boolean;
	/**
	 * Where telling takes more than SQL: what is left of the rows when all that was expected is taken away.
	 * @throws Undecidable
	 */
	readonly findDifferences?: (rows: readonly Row[]) => readonly Row[];
}

/** What the product judges from its own measurements, under the id that the plan gives it. */
export interface JudgedCheck extends Head {
	readonly product: ProductCheck;
}

/** A plan's check, ready to be carried out. */
export type FrozenCheck = QueryCheck | JudgedCheck;

export function isQueryCheck(check: FrozenCheck): check is QueryCheck {
	return 'sql' in check;
}

export function isJudgedCheck(check: FrozenCheck): check is JudgedCheck {
	return 'product' in check;
}
