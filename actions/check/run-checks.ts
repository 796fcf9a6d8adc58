import type { CheckResult } from '../../contract/outcomes.ts';
import { isQueryCheck, type QueryCheck } from '../../core/check/frozen-check.ts';
import { judgeCheck } from '../../core/check/judge-check.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { readCheck, runCheck } from '../../platform/postgres/subject/run-check.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import type { Site } from '../../platform/site.ts';

/** Over Directus's own connection; where its role is blind, over the migration connection, and labelled so. */
export async function runChecks(site: Site, migration: Session, checks: readonly QueryCheck[]): Promise<CheckResult[]> {
	const own = checks.filter(({ connection }) => connection !== 'migration');
	const seen = await site.directus.withSession((session) => withReadOnly(session, () => readAll(session, own)));
	return withReadOnly(migration, async () => {
		const results: CheckResult[] = [];
		for (const check of checks) {
			const reading = seen.get(check);
			const isSeen = reading !== undefined && !reading.blind;
			results.push(isSeen ? judgeCheck(check, reading, 'directus') : await runCheck(migration, check, 'migration'));
		}
		return results;
	});
}

/** The queries among a plan's V-checks: what else it verifies is measured, not asked. */
export function verifyingQueries({ verify }: FrozenPlan): QueryCheck[] {
	return verify.filter(isQueryCheck);
}

type Reading = Awaited<ReturnType<typeof readCheck>>;

async function readAll(session: Session, checks: readonly QueryCheck[]): Promise<Map<QueryCheck, Reading>> {
	const readings = new Map<QueryCheck, Reading>();
	for (const check of checks) readings.set(check, await readCheck(session, check));
	return readings;
}
