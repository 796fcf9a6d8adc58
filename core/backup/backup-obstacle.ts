import { CutterError } from '../errors/cutter-error.ts';
import type { Obstacle } from '../gate/verdicts.ts';
import { stops } from '../gate/verdicts.ts';

const anew = 'Remove the cause, then take the backup again: nothing of this one was kept.';

/**
 * A backup that is not to be had, as gate G-1 says it: with outcome, reason and next action.
 * `error`: it could not be taken or seen; `fail`: it was taken and came out wrong.
 */
export function backupObstacle(
	outcome: 'fail' | 'error',
	reason: string,
	facts: Readonly<Record<string, unknown>> = {},
	next: Obstacle['next'] = anew,
): CutterError {
	const gate = stops('backup-restorable', outcome, { reason, who: ['dba'], next });
	return new CutterError('GATE_NOT_MET', `${reason} ${next}`, { ...facts, gates: [gate] });
}

/**
 * What ended a backup, in the words of its gate. A refusal that names its gates, a lock, a missing set-up are said
 * already; what has no code of its own is a fault of this program and stays what it is.
 */
export function toBackupObstacle(error: unknown): unknown {
	if (error instanceof CutterError) {
		if (error.code !== 'GATE_NOT_MET' || error.facts['gates'] !== undefined) return error;
		return backupObstacle('error', error.message, error.facts);
	}
	if (!(error instanceof Error)) return error;
	// SQLSTATE or errno.
	const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
	if (code === null && !lostConnection.test(error.message)) return error;
	return backupObstacle('error', `The backup could not be taken: ${error.message}.`, { code });
}

/** What the driver says of a connection that ended under a query; it gives no code. */
const lostConnection = /^Connection terminated|connection error and is not queryable|^Client was closed/;
