import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type ContractTable, type SchemaContract, schemaContract } from '../../../contract/schema-contract.ts';

/** The schema contract of a built-in plan. */
export function readBuiltInContract(plan: string): SchemaContract {
	const path = new URL(`../../../plans/${plan}/schema-contract.yaml`, import.meta.url);
	return schemaContract.parse(parse(readFileSync(path, 'utf8')));
}

/** The twelve tables of both built-in plans, by `schema.table`. */
export function builtInTables(): Readonly<Record<string, ContractTable>> {
	return { ...readBuiltInContract('p0-v0.1').tables, ...readBuiltInContract('phase-alpha-v0.2').tables };
}
