import { CutterError } from '../../core/errors/cutter-error.ts';
import { StepFailure } from '../../core/migration/step-failure.ts';
import type { FrozenStep } from '../../core/plan/frozen-plan.ts';
import { anchor, cite, record } from '../ledger/record.ts';
import type { ActionContext } from '../run/action-context.ts';
import { raiseSignal } from '../signal/raise-signal.ts';
import { stopFault } from '../signal/raise-stops.ts';
import { runGatedTransaction } from './gated-transaction.ts';
import { settleCommit } from './settle-commit.ts';

/** SQLSTATE lock_not_available, query_canceled by lock_timeout. */
const lockNotAvailable = '55P03';

export interface GroupDone {
	readonly evidence: readonly string[];
	/** Why the group failed; empty when it is committed. */
	readonly failure: string;
}

/** Commits one group of steps, or records why not. Nothing is retried by itself. */
export async function commitGroup(
	context: ActionContext,
	steps: readonly FrozenStep[],
	epoch: number,
	isFirst: boolean,
): Promise<GroupDone> {
	const names = steps.map(({ id }) => id).join(', ');
	try {
		const evidence = await runGatedTransaction(context, steps, epoch);
		await anchor(context.site);
		return { evidence, failure: '' };
	} catch (error) {
		if (error instanceof StepFailure) return recordFailure(context, error);
		if (isLost(error)) return settleCommit(context, steps, error);
		if (isConstraint(error)) return recordFailure(context, new StepFailure(names, messageOf(error), error.code));
		await recordSetback(context, names, error, !isFirst);
		throw asLockHeld(error);
	}
}

async function recordFailure(context: ActionContext, { step, message, sqlstate }: StepFailure): Promise<GroupDone> {
	const { site, runId, actor } = context;
	const failed = await record(site, {
		chain: runId,
		kind: 'migration.failed',
		actor,
		body: { step, reason: message, sqlstate, stops: true },
	});
	await raiseSignal(site, {
		kind: 'migration_step_failed',
		fault: stopFault(runId),
		payload: { run: runId, step, reason: message },
	});
	return { evidence: [cite(failed)], failure: `${step} failed and was rolled back whole: ${message}` };
}

/**
 * Something was missing, or could not be decided: on record, but the run is free to try again; unless earlier steps are
 * committed already, since this version does not resume.
 */
async function recordSetback(
	{ site, runId, actor }: ActionContext,
	step: string,
	error: unknown,
	stops: boolean,
): Promise<void> {
	const reason = messageOf(error);
	const { code } = error as { code?: unknown };
	const sqlstate = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
	await record(site, { chain: runId, kind: 'migration.failed', actor, body: { step, reason, sqlstate, stops } });
}

/** The connection is gone: PostgreSQL's own errors carry a SQLSTATE, and class 08 and 57P are the ones that end it. */
function isLost(error: unknown): boolean {
	if (error instanceof CutterError) return false;
	const { code } = error as { code?: unknown };
	if (typeof code !== 'string') return true;
	return !/^[0-9A-Z]{5}$/.test(code) || code.startsWith('08') || code.startsWith('57P');
}

/** A deferred constraint speaks at COMMIT, after every statement passed. */
function isConstraint(error: unknown): error is { code: string } {
	const { code } = error as { code?: unknown };
	return typeof code === 'string' && code.startsWith('23');
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function asLockHeld(error: unknown): unknown {
	const { code, message } = error as { code?: unknown; message?: string };
	if (code !== lockNotAvailable) return error;
	return new CutterError(
		'LOCK_HELD',
		`A lock the migration needs is held by another transaction: ${message}. Nothing was changed; try again when it has ended.`,
	);
}
