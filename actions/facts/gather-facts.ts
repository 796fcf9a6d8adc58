import { deriveQuorum } from '../../core/approval/derive-quorum.ts';
import type { CountFact, GateFacts } from '../../core/gate/facts.ts';
import type { FrozenPlan, FrozenStep } from '../../core/plan/frozen-plan.ts';
import type { RunPosition } from '../../core/run/fold-run.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import { readSignOffs } from '../../platform/postgres/approval/read-sign-offs.ts';
import { readLockHolder } from '../../platform/postgres/lock/installation-lock.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { readSeats } from '../../platform/postgres/seat/seats.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { countExpectedTables } from '../../platform/postgres/subject/count-expected-tables.ts';
import { countHiddenBackends, readOldTransactions } from '../../platform/postgres/subject/read-old-transactions.ts';
import { readTargetStates } from '../../platform/postgres/subject/read-target-states.ts';
import type { Site } from '../../platform/site.ts';
import type { RunContext } from '../run/read-run-context.ts';
import { findHostProblems } from './find-host-problems.ts';
import { gatherIdentity } from './gather-identity.ts';
import { readRequiredPlans } from './read-required-plans.ts';

/** A transaction this old stands in the way of a migration's locks. */
const oldTransactionSeconds = 60;

/**
 * Reads everything gates are judged on, over one connection and inside the caller's transaction.
 * @param steps the steps about to be executed
 */
export async function gatherFacts(
	site: Site,
	session: Session,
	context: RunContext,
	steps: readonly FrozenStep[],
): Promise<GateFacts> {
	const { run, plan, position } = context;
	const seats = await readSeats(session);
	const now = await readClock(session);
	return {
		now,
		plan,
		run,
		position,
		identity: await gatherIdentity(site, session),
		host_problems: await findHostProblems(site, session),
		lock_holder: await readLockHolder(session),
		required: await readRequiredPlans(session, plan.file.requires),
		seats,
		quorum: await readQuorum(session, context, seats, now),
		targets: await readTargetStates(session, targetsOf(steps, position)),
		counts: await readCounts(session, plan, position),
		schema_digest: snapshotDigest(await readSchemaSnapshot(session, { excludeSchemas: [...ownSchemas] })),
		expected_schema: position.committed.at(-1)?.body.schema_after ?? position.rehearsal?.body.baseline ?? null,
		old_transactions: await readOldTransactions(session, oldTransactionSeconds),
		hidden_backends: await countHiddenBackends(session),
		backup_policy: backupPolicy(site),
	};
}

export function backupPolicy(site: Site) {
	return { max_age_seconds: Math.round(site.env.BACKUP_MAX_AGE_MINUTES * 60), retention_days: site.env.RETENTION_DAYS };
}

/** The steps that the ledger does not hold yet. */
export function remainingSteps(plan: FrozenPlan, position: RunPosition): FrozenStep[] {
	const done = new Set(position.committed.map(({ body }) => body.step));
	return plan.steps.filter(({ id }) => !done.has(id));
}

/** What a step with `satisfied_when` creates may exist already: that is what the check is for. */
function targetsOf(steps: readonly FrozenStep[], position: RunPosition) {
	const done = new Set(position.committed.map(({ body }) => body.step));
	return steps.filter(({ id, satisfied_when }) => !done.has(id) && !satisfied_when).flatMap(({ targets }) => targets);
}

/** The plan's counts describe the subject before its first step. */
async function readCounts(session: Session, plan: FrozenPlan, position: RunPosition): Promise<CountFact[]> {
	if (position.committed.length > 0) return [];
	return countExpectedTables(session, plan.file.expect.counts);
}

async function readQuorum(session: Session, { run, plan, position }: RunContext, seats: GateFacts['seats'], now: Date) {
	const digest = position.rehearsal?.body.approval_digest;
	if (!digest) return null;
	const signOffs = (await readSignOffs(session, run.id)).map((row) => ({
		...row,
		signed_at: new Date(row.signed_at),
		expires_at: new Date(row.expires_at),
	}));
	return deriveQuorum(plan.file.approvals.execution, { digest, requester: run.requester, now, seats, signOffs });
}
