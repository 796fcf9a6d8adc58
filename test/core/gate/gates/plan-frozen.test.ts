import { expect, it } from 'vitest';
import { digest, planDigest } from '../../evidence/sample-bodies.ts';
import { judge } from '../judge.ts';
import { plan, readyFacts } from '../ready-facts.ts';

it('passes when the plan on disk is the run’s plan', () => {
	expect(judge('plan-frozen')).toMatchObject({ outcome: 'pass', evidence: [planDigest] });
});

it('fails when the plan on disk changed', () => {
	expect(judge('plan-frozen', { plan: { ...plan, digest: digest('f') } })).toMatchObject({
		outcome: 'fail',
		reason: `The plan's digest is ${digest('f')}; the run was opened for ${planDigest}.`,
	});
});

it('fails when the run was opened for another plan', () => {
	expect(judge('plan-frozen', { run: { ...readyFacts.run, plan_digest: digest('f') } }).outcome).toBe('fail');
});
