import { describe, expect, it } from 'vitest';
import { judgeDelta, type StepDelta } from '../../../core/migration/judge-delta.ts';

const step = (name: string, delta_digest = `delta of ${name}`, satisfied = false): StepDelta => ({
	step: name,
	satisfied,
	delta_digest,
});
const rehearsed = [step('one'), step('two')];

describe('the schema changed as rehearsed', () => {
	it.each<[string, StepDelta[]]>([
		['in every step', [step('one'), step('two')]],
		['in the step committed alone', [step('two')]],
		['in no step', []],
	])('%s', (_what, done) => {
		expect(judgeDelta(rehearsed, done)).toMatchObject({
			gate: 'delta-rehearsed',
			outcome: 'pass',
			evidence: done.map(({ delta_digest }) => delta_digest),
			who: [],
			next: '',
		});
	});
});

describe('the schema changed otherwise', () => {
	it.each<[string, StepDelta[], string]>([
		['in one step', [step('one'), step('two', 'another delta')], 'two'],
		['in both', [step('one', 'x'), step('two', 'y')], 'one, two'],
		['in a step that was not rehearsed', [step('three', 'delta of one')], 'three'],
		['with the delta of the other step', [step('one', 'delta of two'), step('two')], 'one'],
		['where nothing was executed that was in the rehearsal', [step('one', 'delta of one', true)], 'one'],
	])('%s', (_what, done, named) => {
		expect(judgeDelta(rehearsed, done)).toMatchObject({
			outcome: 'fail',
			reason: `${named} changed the schema otherwise than in the rehearsal.`,
			who: ['dba', 'reviewer'],
			next: expect.stringContaining('Nothing was committed'),
		});
	});

	it('in every step, when nothing was rehearsed', () => {
		expect(judgeDelta([], rehearsed).outcome).toBe('fail');
	});
});
