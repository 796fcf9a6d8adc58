import { foldRun, type RunPosition } from '../../../core/run/fold-run.ts';
import { chainOf, type Entry } from '../evidence/chain-of.ts';
import {
	backup,
	committed,
	failed,
	intended,
	opened,
	preflight,
	rehearsal,
	restore,
	signOff,
	verification,
} from '../evidence/sample-bodies.ts';

/** The position of a run that was opened and then gathered this evidence. */
export const fold = (...entries: Entry[]): RunPosition => foldRun(chainOf([['run.opened', opened], ...entries]));

export const checked: Entry = ['preflight.checked', preflight];
export const backedUp: Entry = ['backup.taken', backup];
export const tested: Entry = ['restore.tested', restore];
export const rehearsed: Entry = ['rehearsal.completed', rehearsal];
export const signed: Entry = ['signoff.recorded', signOff];
export const approved: Entry = ['signoff.recorded', { ...signOff, signer: 'gina', quorum_complete: true }];
export const begun: Entry = ['migration.intended', intended];
export const first: Entry = ['migration.committed', committed];
export const last: Entry = ['migration.committed', { ...committed, step: 'two', last: true }];
export const verified: Entry = ['verification.completed', verification];
export const cancelled: Entry = ['run.abandoned', { reason: 'a reason' }];
export const failing = (stops: boolean): Entry => ['migration.failed', { ...failed, stops }];

/** Evidence like another, with another outcome. */
export const withOutcome = ([kind, body]: Entry, outcome: 'fail' | 'error'): Entry => [
	kind,
	{ ...body, outcome, ...(kind === 'rehearsal.completed' ? { approval_digest: null } : {}) },
];

export const toApproval: readonly Entry[] = [checked, backedUp, tested, rehearsed, signed, approved];
export const toCommit: readonly Entry[] = [...toApproval, begun, first, last];

export type Where = Partial<Pick<RunPosition, 'phase' | 'stopped' | 'unsettled'>>;
