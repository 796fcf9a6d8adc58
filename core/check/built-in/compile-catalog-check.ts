import type { CatalogCheck } from '../../../contract/plan-check.ts';
import type { SchemaContract } from '../../../contract/schema-contract.ts';
import { SqlSyntaxError } from '../../sql/parse-sql.ts';
import { compileAbsent } from './absent.ts';
import { compileColumns } from './columns.ts';
import type { CompiledCheck } from './compiled-check.ts';
import { compileInventory } from './inventory.ts';
import { compileNoForeignKeysAcross } from './no-foreign-keys-across.ts';
import { compileOnlyTables } from './only-tables.ts';
import { compilePresent } from './present.ts';
import { compileRowCounts } from './row-counts.ts';
import { compileTablesMatch } from './tables-match.ts';
import { compileTriggers } from './triggers.ts';

/**
 * Makes one query of a built-in check; `docs/checks.md` describes each. `loadSqlParser()` must have been awaited.
 * @throws TypeError when a check names what the contract does not declare, or a type that is none
 */
export function compileCatalogCheck(check: CatalogCheck, contract: SchemaContract): CompiledCheck {
	try {
		return compile(check, contract);
	} catch (error) {
		if (error instanceof SqlSyntaxError) throw new TypeError(error.message);
		throw error;
	}
}

function compile(check: CatalogCheck, contract: SchemaContract): CompiledCheck {
	switch (check.kind) {
		case 'present':
			return compilePresent(check);
		case 'absent':
			return compileAbsent(check);
		case 'columns':
			return compileColumns(check);
		case 'row_counts':
			return compileRowCounts(check);
		case 'inventory':
			return compileInventory(check);
		case 'tables_match':
			return compileTablesMatch(check, contract);
		case 'only_tables':
			return compileOnlyTables(check);
		case 'triggers':
			return compileTriggers(check);
		case 'no_foreign_keys_across':
			return compileNoForeignKeysAcross(check);
		default:
			return unknown(check);
	}
}

function unknown(check: never): never {
	throw new TypeError(`no such check: ${JSON.stringify(check)}`);
}
