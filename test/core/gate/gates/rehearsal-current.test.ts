import { expect, it } from 'vitest';
import type { RehearsalCompleted } from '../../../../core/evidence/bodies.ts';
import { digest, rehearsal } from '../../evidence/sample-bodies.ts';
import { judge } from '../judge.ts';
import { positionOf } from '../ready-facts.ts';

const judged = (change: Partial<RehearsalCompleted>) =>
	judge('rehearsal-current', { position: positionOf(['rehearsal.completed', { ...rehearsal, ...change }]) });

it('passes on a rehearsal of this plan', () => {
	expect(judged({})).toMatchObject({ outcome: 'pass', evidence: ['run-1/2', rehearsal.artifact] });
});

it('is blocked before a rehearsal', () => {
	expect(judge('rehearsal-current', { position: positionOf() })).toMatchObject({
		outcome: 'blocked',
		who: ['executor'],
	});
});

it.each<[string, Partial<RehearsalCompleted>, 'fail' | 'error', RegExp, RegExp]>([
	['fails when it failed', { outcome: 'fail', reasons: ['a', 'b'] }, 'fail', /did not pass: a; b\./, /stopped/],
	[
		'is an error when it could not be decided',
		{ outcome: 'error', reasons: ['a'] },
		'error',
		/did not pass: a\./,
		/rehearse again/,
	],
	[
		'fails when another plan was rehearsed',
		{ plan_digest: digest('f') },
		'fail',
		/Another plan was rehearsed: f+\./,
		/Rehearse this plan/,
	],
])('%s', (_what, change, outcome, reason, next) => {
	expect(judged(change)).toMatchObject({
		outcome,
		reason: expect.stringMatching(reason),
		next: expect.stringMatching(next),
		evidence: ['run-1/2'],
	});
});

it('takes the newest rehearsal', () => {
	const failed = { ...rehearsal, outcome: 'error', reasons: ['a'], approval_digest: null };
	expect(
		judge('rehearsal-current', {
			position: positionOf(['rehearsal.completed', rehearsal], ['rehearsal.completed', failed]),
		}).outcome,
	).toBe('error');
});
