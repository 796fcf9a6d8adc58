import type { QueryCheck } from '../frozen-check.ts';

/**
 * A built-in check as a query with bound values. What it returns, or what is left of it, are differences: rows with what
 * was expected and what was found, and none when all is as it should be.
 */
export type CompiledCheck = Pick<QueryCheck, 'sql' | 'values' | 'expect' | 'pinned' | 'findDifferences'>;

/** A query that returns the differences itself. */
export function compiled(sql: string, values: readonly unknown[]): CompiledCheck {
	return { sql, values, expect: { empty: true }, pinned: true };
}

/** A value of type jsonb: bound as text, because the driver would make an SQL array of a list. */
export function json(value: unknown): string {
	return JSON.stringify(value);
}
