import { expect, it } from 'vitest';
import { baseline, digest } from '../../evidence/sample-bodies.ts';
import { judge } from '../judge.ts';

it('passes when the schema is what was rehearsed', () => {
	expect(judge('baseline-unchanged')).toMatchObject({ outcome: 'pass', evidence: [baseline] });
});

it('passes when it is what the last committed step made of it', () => {
	expect(judge('baseline-unchanged', { schema_digest: digest('9'), expected_schema: digest('9') }).outcome).toBe(
		'pass',
	);
});

it('fails when the schema changed, with both digests', () => {
	const verdict = judge('baseline-unchanged', { schema_digest: digest('f') });
	expect(verdict).toMatchObject({ outcome: 'fail', evidence: ['run-1/5'] });
	expect(verdict.reason).toContain(`digest ${digest('f')}, approved was ${baseline}`);
});

it('is blocked before there is a baseline', () => {
	expect(judge('baseline-unchanged', { expected_schema: null })).toMatchObject({
		outcome: 'blocked',
		next: 'Take a backup and rehearse.',
	});
});
