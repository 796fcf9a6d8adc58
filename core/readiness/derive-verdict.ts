import type { GateResult } from '../../contract/gates.ts';
import type { Verdict } from '../../contract/status.ts';
import type { RunPosition } from '../run/fold-run.ts';

/** The one word for where a plan stands on an environment. */
export function deriveVerdict(position: RunPosition | null, underWay: boolean, gates: readonly GateResult[]): Verdict {
	const identity = gates.find(({ gate }) => gate === 'identity-certain');
	if (identity && identity.outcome !== 'pass') return 'UNKNOWN';
	if (!position || position.phase === 'abandoned') return 'BLOCKED';
	if (underWay) return 'RUNNING';
	if (position.unsettled) return 'INTERRUPTED';
	if (position.stopped) return 'STOPPED';
	switch (position.phase) {
		case 'completed':
			return 'COMPLETED';
		case 'rolled_back':
			return 'ROLLED_BACK';
		case 'committed':
			// Not done until it is verified.
			return 'RUNNING';
		case 'open':
		case 'rehearsed':
		case 'approved':
			return judgeOpen(gates);
		default:
			return position.phase satisfies never;
	}
}

function judgeOpen(gates: readonly GateResult[]): Verdict {
	const wrong = gates.filter(({ outcome }) => outcome !== 'pass');
	if (wrong.length === 0) return 'READY';
	return wrong.every(({ gate }) => gate === 'approval-quorum') && wrong.every(({ outcome }) => outcome === 'blocked')
		? 'WAITING'
		: 'BLOCKED';
}
