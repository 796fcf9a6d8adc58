import { describe, expect, it } from 'vitest';
import { gateIds } from '../../../contract/gates.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import {
	assertGates,
	evaluateGates,
	type FactGate,
	readinessGates,
	transactionGates,
} from '../../../core/gate/evaluate-gates.ts';
import type { GateFacts } from '../../../core/gate/facts.ts';
import { digest } from '../evidence/sample-bodies.ts';
import { identityOf, plan, positionOf, readyFacts } from './ready-facts.ts';

const every = [...new Set([...readinessGates, ...transactionGates])];
const outcomes = (facts: GateFacts) =>
	Object.fromEntries(evaluateGates(every, facts).map(({ gate, outcome }) => [gate, outcome]));

it('every gate passes on ready facts', () => {
	expect(outcomes(readyFacts)).toEqual(Object.fromEntries(every.map((gate) => [gate, 'pass'])));
});

it('gates are judged in the order asked for, each under its own id', () => {
	const reversed = [...every].reverse();
	expect(evaluateGates(reversed, readyFacts).map(({ gate }) => gate)).toEqual(reversed);
	expect(gateIds).toEqual(expect.arrayContaining(every));
});

describe('one thing wrong stops one gate and no other', () => {
	it.each<[FactGate, Partial<GateFacts>]>([
		['identity-certain', identityOf({ anchor_kept: false })],
		['host-ready', { host_problems: ['pg_dump is missing.'] }],
		['run-exclusive', { lock_holder: { pid: 1, since: 'now' } }],
		['plan-frozen', { plan: { ...plan, digest: digest('f') } }],
		['plans-required', { required: [{ plan: 'a', completed: false }] }],
		['seats-held', { seats: [] }],
		['preflight-passed', { position: { ...readyFacts.position, preflight: null } }],
		[
			'targets-absent',
			{ targets: [{ target: { kind: 'schema', schema: 's', name: '', part: '' }, state: 'present' }] },
		],
		['counts-expected', { counts: [{ table: 'a.b', expected: 1, found: 2, why: '' }] }],
		['baseline-unchanged', { schema_digest: digest('f') }],
		['approval-quorum', { quorum: null }],
		['backup-restorable', { position: { ...readyFacts.position, restore: null } }],
		['backup-fresh', { backup_policy: { max_age_seconds: 60 } }],
		['transactions-quiet', { old_transactions: [{ pid: 1, seconds: 61, application: 'psql' }] }],
	])('%s', (gate, change) => {
		const stopped = evaluateGates(every, { ...readyFacts, ...change }).filter(({ outcome }) => outcome !== 'pass');
		expect(stopped.map((result) => result.gate)).toEqual([gate]);
	});
});

it('a run that was only opened lacks everything that it still has to do', () => {
	const facts = { ...readyFacts, position: positionOf(), quorum: null, expected_schema: null };
	const open = evaluateGates(every, facts)
		.filter(({ outcome }) => outcome === 'blocked')
		.map(({ gate }) => gate);
	expect(open).toEqual([
		'preflight-passed',
		'rehearsal-current',
		'baseline-unchanged',
		'approval-quorum',
		'backup-restorable',
		'backup-fresh',
	]);
});

describe('which gates count where', () => {
	it('readiness does not ask for the backup, which the migration takes itself', () => {
		expect(every.filter((gate) => !readinessGates.includes(gate))).toEqual(['backup-restorable', 'backup-fresh']);
	});

	it('the transaction asks for all but what the action’s start has settled', () => {
		expect(every.filter((gate) => !transactionGates.includes(gate))).toEqual(['host-ready', 'run-exclusive']);
	});
});

describe('asserting gates', () => {
	it('is silent when every gate passes', () => {
		expect(() => assertGates(evaluateGates(every, readyFacts))).not.toThrow();
	});

	it.each(['blocked', 'fail', 'error'] as const)('refuses for one that is %s', (outcome) => {
		const [passing] = evaluateGates(['host-ready'], readyFacts);
		if (!passing) throw new Error('no verdict');
		expect(() => assertGates([passing, { ...passing, outcome }])).toThrow(CutterError);
	});

	it('names every gate that does not pass, with its reason and next action, and carries them along', () => {
		const results = evaluateGates(['host-ready', 'plan-frozen', 'plans-required'], {
			...readyFacts,
			host_problems: ['pg_dump is missing.'],
			required: [{ plan: 'a', completed: false }],
		});
		let thrown: unknown;
		try {
			assertGates(results);
		} catch (error) {
			thrown = error;
		}
		const wrong = results.filter(({ outcome }) => outcome !== 'pass');
		expect(thrown).toMatchObject({ code: 'GATE_NOT_MET', facts: { gates: wrong } });
		expect(String(thrown).split('\n')).toEqual([
			expect.stringMatching(/host-ready \(blocked\): pg_dump is missing\. Provide/),
			expect.stringMatching(/^plans-required \(blocked\): .* Complete a first\.$/),
		]);
	});
});
