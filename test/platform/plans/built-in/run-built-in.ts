import type pg from 'pg';
import type { CheckResult } from '../../../../contract/outcomes.ts';
import { type CatalogCheck, catalogCheck } from '../../../../contract/plan-check.ts';
import type { SchemaContract } from '../../../../contract/schema-contract.ts';
import { freezeCheck } from '../../../../core/check/freeze-check.ts';
import { isQueryCheck } from '../../../../core/check/frozen-check.ts';
import { runCheck } from '../../../../platform/postgres/subject/run-check.ts';

type Input = { readonly kind: CatalogCheck['kind'] } & Readonly<Record<string, unknown>>;

/** Carries a built-in check out as the runner does, in a transaction of which nothing stays, after `sql`. */
export async function runBuiltIn(
	client: pg.Client,
	check: Input,
	{ sql = '', contract = { tables: {} } }: { sql?: string; contract?: SchemaContract } = {},
): Promise<Pick<CheckResult, 'outcome' | 'message'>> {
	const frozen = freezeCheck({ id: 'V', title: 'V', built_in: catalogCheck.parse(check) }, contract);
	if (!isQueryCheck(frozen)) throw new TypeError(`${check.kind} is no query`);
	await client.query('BEGIN');
	try {
		await client.query(sql);
		const { outcome, message } = await runCheck(client, frozen, 'migration');
		return { outcome, message };
	} finally {
		await client.query('ROLLBACK');
	}
}
