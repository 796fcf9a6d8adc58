import { CutterError } from '../../core/errors/cutter-error.ts';
import type { RunPosition } from '../../core/run/fold-run.ts';
import type { Admitted, Statement } from './prepare-sign-off.ts';
import { readOwnSeats } from './read-own-seats.ts';

/** A record is history and does not lapse; the column asks for a time. */
const never = '9999-12-31T23:59:59.000Z';

/**
 * The G-2 seat puts a snapshot on record, each once. It approves nothing, and is still somebody else's word than the
 * requester's: the state before a migration has two witnesses. Also after the run has ended.
 */
export async function admitSnapshotRecord({ session, context, caller, request }: Statement): Promise<Admitted> {
	assertUnrecorded(context.position, request.digest);
	if (request.outcome === 'reject')
		throw new CutterError(
			'INVALID_INPUT',
			'outcome: a snapshot was taken, and is recorded as it is. Write what is wrong with it into notes: pass_with_notes.',
		);
	if (context.run.requester === caller.user)
		throw new CutterError(
			'FORBIDDEN',
			'Whoever requested a run never records its snapshots. Name another holder of g2, or let the executor account open runs.',
		);
	const seats = await readOwnSeats(session, caller, ['g2'], 'Snapshots are recorded by g2');
	return { seats, expires_at: never };
}

function assertUnrecorded({ snapshots }: RunPosition, digest: string): void {
	const named = snapshots.find((snapshot) => snapshot.digest === digest);
	if (named?.recorded)
		throw new CutterError(
			'WRONG_STATE',
			`Snapshot ${named.cite} was recorded by ${named.recorded.by} at ${named.recorded.at}; each is recorded once.`,
			{ evidence: named.cite, recorded: named.recorded },
		);
	if (named) return;
	const open = snapshots.filter(({ recorded }) => recorded === null);
	const can = open.map((snapshot) => `${snapshot.digest} (${snapshot.cite}, ${snapshot.taken_at})`).join(', ');
	throw new CutterError(
		'STALE_DIGEST',
		`No snapshot of this run has the record ${digest}. ${can ? `To be recorded: ${can}.` : 'None is left to be recorded.'}`,
		{ signed: digest, recordable: open.map((snapshot) => snapshot.digest) },
	);
}
