import { expect, it } from 'vitest';
import type { PreflightChecked } from '../../../../core/evidence/bodies.ts';
import { digest, preflight } from '../../evidence/sample-bodies.ts';
import { judge } from '../judge.ts';
import { positionOf } from '../ready-facts.ts';

const judged = (change: Partial<PreflightChecked>) =>
	judge('preflight-passed', { position: positionOf(['preflight.checked', { ...preflight, ...change }]) });
const check = (outcome: 'pass' | 'fail' | 'error') => ({
	id: `P-${outcome}`,
	title: 'Title',
	outcome,
	message: 'a message',
	connection: 'directus' as const,
});

it('passes on the checks of this run', () => {
	expect(judged({})).toMatchObject({ outcome: 'pass', evidence: ['run-1/2'], reason: '1 checks passed.' });
});

it('is blocked before a preflight', () => {
	expect(judge('preflight-passed', { position: positionOf() })).toMatchObject({
		outcome: 'blocked',
		next: 'Run the preflight.',
	});
});

it('fails with the checks that failed', () => {
	expect(judged({ outcome: 'fail', checks: [check('pass'), check('fail')] })).toMatchObject({
		outcome: 'fail',
		reason: 'P-fail Title: a message.',
		next: expect.stringContaining('stopped'),
	});
});

it('is an error, free to try again, when a check could not be decided', () => {
	expect(judged({ outcome: 'error', checks: [check('error'), check('pass')] })).toMatchObject({
		outcome: 'error',
		reason: 'P-error Title: a message.',
		next: expect.stringContaining('run the preflight again'),
	});
});

it('takes the newest preflight', () => {
	const position = positionOf(
		['preflight.checked', { ...preflight, outcome: 'error', checks: [check('error')] }],
		['preflight.checked', preflight],
	);
	expect(judge('preflight-passed', { position })).toMatchObject({ outcome: 'pass', evidence: ['run-1/3'] });
});

it('does not pass on the checks of another plan, and says why', () => {
	expect(judged({ plan_digest: digest('f') }).outcome).not.toBe('pass');
});
