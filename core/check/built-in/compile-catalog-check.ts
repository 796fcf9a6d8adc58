import type { BuiltInCheck, Expectation } from '../../../contract/plan-check.ts';
import type { SchemaContract } from '../../../contract/schema-contract.ts';

/** A built-in check as a query with bound values, and what it must return. */
export interface CompiledCheck {
	readonly sql: string;
	readonly values: readonly unknown[];
	readonly expect: Expectation;
}

/** @throws TypeError when a check names a table that the contract does not declare */
export function compileCatalogCheck(check: BuiltInCheck, contract: SchemaContract): CompiledCheck {
	throw new TypeError(`${check.kind} of ${Object.keys(contract.tables).length} tables is not compiled yet`);
}
