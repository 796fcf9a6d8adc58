import { describe, expect, it } from 'vitest';
import type { GateResult } from '../../../contract/gates.ts';
import { phases } from '../../../contract/runs.ts';
import { deriveNext } from '../../../core/readiness/derive-next.ts';
import type { RunPosition } from '../../../core/run/fold-run.ts';
import { closeout, committed as committedStep } from '../evidence/sample-bodies.ts';
import { positionOf, readyFacts } from '../gate/ready-facts.ts';
import { gate } from './gate.ts';

const at = (phase: RunPosition['phase'], change: Partial<RunPosition> = {}): RunPosition => ({
	...readyFacts.position,
	phase,
	...change,
});
const passing = [gate('identity-certain')];
const stopped = { stopped: 'two failed: a reason' };
const steps = (position: RunPosition | null, gates: readonly GateResult[]) =>
	deriveNext(position, false, gates).map(({ action, who, why }) => [action, who.join(), why]);

const closedOut = (outcome: 'pass' | 'fail'): RunPosition['closeout'] => ({
	body: { ...closeout, outcome, reasons: outcome === 'pass' ? [] : ['a table is missing'] },
	cite: 'run-1/20',
	at: '',
	actor: '',
});

describe('one step is next', () => {
	it.each<[string, RunPosition | null, GateResult[], [action: string, who: string, why: RegExp]]>([
		['without a run', null, [gate('preflight-passed', 'blocked')], ['open', 'executor', /^No run is open/]],
		['after an abandoned run', at('abandoned'), passing, ['open', 'executor', /^No run is open/]],
		[
			'after an abandoned run that was stopped',
			at('abandoned', stopped),
			passing,
			['open', 'executor', /^No run is open/],
		],
		['of an interrupted run', at('approved', { unsettled: true }), passing, ['resolve', 'executor', /no recorded end/]],
		[
			'of an interrupted run that is stopped too',
			at('approved', { ...stopped, unsettled: true }),
			passing,
			['resolve', 'executor', /no recorded end/],
		],
		['of a completed run', at('completed'), passing, ['closeout', 'executor,dba', /^Completed and not closed out yet/]],
		[
			'of a run whose closeout did not pass',
			at('completed', { closeout: closedOut('fail') }),
			passing,
			['closeout', 'executor,dba', /did not pass: a table is missing/],
		],
		[
			'of a stopped run',
			at('rehearsed', stopped),
			passing,
			['cancel', 'executor,d32', /^two failed: a reason\. Record the cause/],
		],
		['of a committed run', at('committed'), passing, ['verify', 'verifier', /not verified/]],
		['of an open run whose gates pass', at('open'), passing, ['migrate', 'executor', /^Every gate passes/]],
		['of an approved run whose gates pass', at('approved'), passing, ['migrate', 'executor', /^Every gate passes/]],
	])('%s', (_what, position, gates, [action, who, why]) => {
		expect(steps(position, gates)).toEqual([[action, who, expect.stringMatching(why)]]);
	});
});

it.each(['approved', 'committed'] as const)(
	'a stopped run of which steps are committed is not cancelled: %s',
	(phase) => {
		const { committed } = positionOf(['migration.committed', committedStep]);
		expect(steps(at(phase, { ...stopped, committed }), passing)).toEqual([
			[expect.stringMatching(/^Some steps are committed and stay so/), 'dba,d32', 'two failed: a reason'],
		]);
	},
);

describe('nothing is next', () => {
	it('of a run that was rolled back, or closed out', () => {
		expect(steps(at('rolled_back'), passing)).toEqual([]);
		expect(steps(at('completed', { closeout: closedOut('pass') }), passing)).toEqual([]);
	});

	it.each([null, ...phases])('while an action is under way: %s', (phase) => {
		expect(deriveNext(phase && at(phase), true, [gate('approval-quorum', 'blocked')])).toEqual([]);
	});
});

describe('each gate that does not pass has its step', () => {
	it.each<[string, GateResult, string]>([
		['no preflight', gate('preflight-passed', 'blocked'), 'preflight'],
		['an undecided preflight', gate('preflight-passed', 'error'), 'preflight'],
		['a failed preflight, in the gate’s words', gate('preflight-passed', 'fail'), 'how to close preflight-passed'],
		['no rehearsal', gate('rehearsal-current', 'blocked'), 'rehearse'],
		['an undecided rehearsal', gate('rehearsal-current', 'error'), 'rehearse'],
		['a failed rehearsal, in the gate’s words', gate('rehearsal-current', 'fail'), 'how to close rehearsal-current'],
		['an incomplete quorum', gate('approval-quorum', 'blocked'), 'sign'],
		['a seat nobody holds, in the gate’s words', gate('seats-held', 'blocked'), 'how to close seats-held'],
		['a changed baseline, in the gate’s words', gate('baseline-unchanged', 'fail'), 'how to close baseline-unchanged'],
	])('%s', (_what, wrong, action) => {
		expect(steps(at('rehearsed'), [gate('identity-certain'), wrong])).toEqual([
			[action, `who closes ${wrong.gate}`, wrong.reason],
		]);
	});

	it('a rehearsal without a backup begins with the backup', () => {
		expect(steps(positionOf(), [gate('rehearsal-current', 'blocked')])).toEqual([
			['backup', 'who closes rehearsal-current', 'A rehearsal needs a backup to restore.'],
		]);
	});

	it('what only repeats that there is no rehearsal is left out', () => {
		const gates = [
			gate('rehearsal-current', 'blocked'),
			gate('baseline-unchanged', 'blocked'),
			gate('approval-quorum', 'blocked'),
		];
		expect(steps(positionOf(), gates).map(([action]) => action)).toEqual(['backup']);
		expect(steps(at('rehearsed'), gates).map(([action]) => action)).toEqual([
			'rehearse',
			'how to close baseline-unchanged',
			'sign',
		]);
	});

	it('the first obstacles come first, and none twice', () => {
		const [first, second] = [gate('host-ready', 'blocked'), gate('seats-held', 'blocked')];
		expect(steps(at('rehearsed'), [first, second, first]).map(([action]) => action)).toEqual([
			'how to close host-ready',
			'how to close seats-held',
		]);
	});

	it('two reasons for one action are both told', () => {
		const one = gate('preflight-passed', 'blocked');
		expect(steps(at('open'), [one, { ...one, reason: 'another' }]).map(([, , why]) => why)).toEqual([
			one.reason,
			'another',
		]);
	});
});
