import type { GateId, GateResult } from '../../contract/gates.ts';
import type { NextAction } from '../../contract/status.ts';
import type { RunPosition } from '../run/fold-run.ts';

/** Gates that an action of this product closes; the others need people, in the gate's own words. */
const closedBy: Partial<Record<GateId, string>> = {
	'preflight-passed': 'preflight',
	'rehearsal-current': 'rehearse',
	'approval-quorum': 'sign',
};

/** Steps are committed and the run cannot go on: no button of this version leads further. */
const halfDone =
	'Some steps are committed and stay so. Resuming is not part of this version: settle the rest by hand, or restore the run’s backup.';

/** What can be done next, and by whom: the first obstacles first, since later ones may depend on them. */
export function deriveNext(
	position: RunPosition | null,
	underWay: boolean,
	gates: readonly GateResult[],
): NextAction[] {
	if (underWay) return [];
	if (!position || position.phase === 'abandoned')
		return [{ action: 'open', who: ['executor'], why: 'No run is open for this plan.' }];
	if (position.unsettled)
		return [
			{
				action: 'resolve',
				who: ['executor'],
				why: 'The last migration has no recorded end; settle it from the ledger.',
			},
		];
	if (position.stopped && position.committed.length > 0)
		return [{ action: halfDone, who: ['dba', 'd32'], why: position.stopped }];
	if (position.stopped)
		return [
			{
				action: 'cancel',
				who: ['executor', 'd32'],
				why: `${position.stopped}. Record the cause, cancel this run and open another.`,
			},
		];
	if (position.phase === 'committed')
		return [{ action: 'verify', who: ['verifier'], why: 'Committed and not verified yet.' }];
	if (position.phase === 'completed') return closeoutNext(position);
	if (position.phase === 'rolled_back') return [];
	const wrong = gates.filter(({ outcome }) => outcome !== 'pass');
	if (wrong.length === 0) return [{ action: 'migrate', who: ['executor'], why: 'Every gate passes.' }];
	return mergeSteps(position, wrong);
}

/** Nothing has to follow a completed run; a closeout proves once more that what it left can be got back. */
function closeoutNext({ closeout }: RunPosition): NextAction[] {
	if (closeout?.body.outcome === 'pass') return [];
	const why = closeout
		? `The closeout did not pass: ${closeout.body.reasons.join('; ')}.`
		: 'Completed and not closed out yet: a fresh backup, restored and compared with what the plan says.';
	return [{ action: 'closeout', who: ['executor', 'dba'], why }];
}

function mergeSteps(position: RunPosition, wrong: readonly GateResult[]): NextAction[] {
	const steps = wrong.flatMap((gate) => toStep(position, gate));
	const seen = new Set<string>();
	return steps.filter(({ action, why }) => {
		const key = `${action} ${why}`;
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}

function toStep(position: RunPosition, { gate, outcome, reason, next, who }: GateResult): NextAction[] {
	// Without a rehearsal these two only repeat that there is none.
	if ((gate === 'baseline-unchanged' || gate === 'approval-quorum') && !position.rehearsal) return [];
	if (gate === 'rehearsal-current' && outcome !== 'fail') {
		const action = position.backup ? 'rehearse' : 'backup';
		return [{ action, who, why: position.backup ? reason : 'A rehearsal needs a backup to restore.' }];
	}
	const action = outcome === 'fail' ? undefined : closedBy[gate];
	return [{ action: action ?? next, who, why: reason }];
}
