import { type BuiltInCheck, type PlanCheck, type ProductCheck, productCheck } from '../../contract/plan-check.ts';
import type { SchemaContract } from '../../contract/schema-contract.ts';
import { compileCatalogCheck } from './built-in/compile-catalog-check.ts';
import type { FrozenCheck } from './frozen-check.ts';

/**
 * Makes a plan's check ready to be carried out.
 * @param contract the plan's schema contract, for checks that rest on it
 * @throws TypeError when a check names a table that the contract does not declare
 */
export function freezeCheck(check: PlanCheck, contract: SchemaContract): FrozenCheck {
	const { id, title, source, on_error, connection } = check;
	const head = {
		id,
		title,
		...(source && { source }),
		...(on_error && { on_error }),
		...(connection && { connection }),
	};
	if ('sql' in check) return { ...head, sql: check.sql, values: [], expect: check.expect };
	const { built_in } = check;
	return isProductCheck(built_in)
		? { ...head, product: built_in }
		: { ...head, ...compileCatalogCheck(built_in, contract) };
}

function isProductCheck(check: BuiltInCheck): check is ProductCheck {
	return productCheck.safeParse(check).success;
}
