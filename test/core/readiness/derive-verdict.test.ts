import { describe, expect, it } from 'vitest';
import type { GateResult } from '../../../contract/gates.ts';
import { phases } from '../../../contract/runs.ts';
import type { Verdict } from '../../../contract/status.ts';
import { deriveVerdict } from '../../../core/readiness/derive-verdict.ts';
import type { RunPosition } from '../../../core/run/fold-run.ts';
import { positionOf, readyFacts } from '../gate/ready-facts.ts';
import { gate } from './gate.ts';

const at = (phase: RunPosition['phase'], change: Partial<RunPosition> = {}): RunPosition => ({
	...readyFacts.position,
	phase,
	...change,
});
const passing = [gate('identity-certain'), gate('approval-quorum')];
const waiting = [gate('identity-certain'), gate('approval-quorum', 'blocked')];
const stopped = { stopped: 'a step failed' };

describe('the verdict', () => {
	it.each<[string, RunPosition | null, boolean, GateResult[], Verdict]>([
		['without a run', null, false, passing, 'BLOCKED'],
		['of an open run that lacks something', positionOf(), false, [gate('preflight-passed', 'blocked')], 'BLOCKED'],
		['of an open run whose every gate passes', at('open'), false, passing, 'READY'],
		['of a rehearsed run that waits for signatures alone', at('rehearsed'), false, waiting, 'WAITING'],
		[
			'of a rehearsed run that lacks something besides',
			at('rehearsed'),
			false,
			[...waiting, gate('seats-held', 'blocked')],
			'BLOCKED',
		],
		[
			'of a run whose quorum could not be decided',
			at('rehearsed'),
			false,
			[gate('approval-quorum', 'error')],
			'BLOCKED',
		],
		['of an approved run whose every gate passes', at('approved'), false, passing, 'READY'],
		['of an approved run that somebody objected to since', at('approved'), false, waiting, 'WAITING'],
		[
			'of an approved run whose baseline changed',
			at('approved'),
			false,
			[gate('baseline-unchanged', 'fail')],
			'BLOCKED',
		],
		['of a committed run, which is not verified yet', at('committed'), false, passing, 'RUNNING'],
		['of a completed run', at('completed'), false, passing, 'COMPLETED'],
		['of a run that was rolled back', at('rolled_back'), false, passing, 'ROLLED_BACK'],
		['of an abandoned run', at('abandoned'), false, passing, 'BLOCKED'],
		['while an action is under way', at('approved'), true, passing, 'RUNNING'],
		['while an action is under way and gates do not pass', at('open'), true, waiting, 'RUNNING'],
		['while the migration itself is under way', at('approved', { unsettled: true }), true, passing, 'RUNNING'],
		[
			'of a run whose migration has no recorded end',
			at('approved', { unsettled: true }),
			false,
			passing,
			'INTERRUPTED',
		],
		['of a stopped run', at('rehearsed', stopped), false, passing, 'STOPPED'],
		['of a committed run that failed its verification', at('committed', stopped), false, passing, 'STOPPED'],
		['of a completed run that no longer verifies', at('completed', stopped), false, passing, 'STOPPED'],
		[
			'of a stopped run with an unsettled migration',
			at('approved', { ...stopped, unsettled: true }),
			false,
			passing,
			'INTERRUPTED',
		],
	])('%s', (_what, position, underWay, gates, verdict) => {
		expect(deriveVerdict(position, underWay, gates)).toBe(verdict);
	});

	it('of a stopped run that was abandoned', () => {
		expect(deriveVerdict(at('abandoned', stopped), false, passing)).toBe('BLOCKED');
	});
});

it.each(['blocked', 'fail', 'error'] as const)(
	'is UNKNOWN wherever identity is %s, whatever else is known',
	(outcome) => {
		const gates = [gate('approval-quorum', 'blocked'), gate('identity-certain', outcome)];
		for (const phase of phases) expect(deriveVerdict(at(phase), true, gates), phase).toBe('UNKNOWN');
		expect(deriveVerdict(null, false, gates)).toBe('UNKNOWN');
	},
);
