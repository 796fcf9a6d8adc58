import { describe, expect, it } from 'vitest';
import type { Entry } from '../evidence/chain-of.ts';
import {
	begun,
	checked,
	failing,
	first,
	fold,
	rehearsed,
	tested,
	toApproval,
	toCommit,
	verified,
	type Where,
	withOutcome,
} from './run-evidence.ts';

describe('what came out wrong stops, what could not be decided does not', () => {
	it.each<[string, readonly Entry[], Where]>([
		['a failed preflight', [withOutcome(checked, 'fail')], { phase: 'open', stopped: 'preflight failed' }],
		['an undecided preflight', [withOutcome(checked, 'error')], { phase: 'open', stopped: '' }],
		['a failed restore test', [withOutcome(tested, 'fail')], { stopped: 'the restore test failed' }],
		['an undecided restore test', [withOutcome(tested, 'error')], { stopped: '' }],
		['a failed rehearsal', [withOutcome(rehearsed, 'fail')], { phase: 'open', stopped: 'the rehearsal failed' }],
		['an undecided rehearsal', [withOutcome(rehearsed, 'error')], { phase: 'open', stopped: '' }],
		[
			'a failed step',
			[...toApproval, begun, failing(true)],
			{ phase: 'approved', stopped: 'two failed: a reason', unsettled: false },
		],
		[
			'a lock that could not be had',
			[...toApproval, begun, failing(false)],
			{ phase: 'approved', stopped: '', unsettled: false },
		],
		[
			'a failed step after a committed one',
			[...toApproval, begun, first, failing(true)],
			{ phase: 'approved', stopped: 'two failed: a reason', unsettled: false },
		],
		[
			'a failed verification',
			[...toCommit, withOutcome(verified, 'fail')],
			{ phase: 'committed', stopped: 'verification failed' },
		],
		['an undecided verification', [...toCommit, withOutcome(verified, 'error')], { phase: 'committed', stopped: '' }],
		[
			'a verification that passes after one that failed',
			[...toCommit, withOutcome(verified, 'fail'), verified],
			{ phase: 'committed', stopped: 'verification failed' },
		],
		[
			'a check that passes after one that failed',
			[withOutcome(checked, 'fail'), checked],
			{ stopped: 'preflight failed' },
		],
		[
			'an undecided check after one that failed',
			[withOutcome(checked, 'fail'), withOutcome(tested, 'error')],
			{ stopped: 'preflight failed' },
		],
		[
			'a setback after a failure',
			[...toApproval, begun, failing(true), begun, failing(false)],
			{ stopped: 'two failed: a reason', unsettled: false },
		],
	])('%s', (_what, entries, where) => {
		expect(fold(...entries)).toMatchObject(where);
	});
});
