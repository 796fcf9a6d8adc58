import { expect, it } from 'vitest';
import { backup, takenAt } from '../../evidence/sample-bodies.ts';
import { judge } from '../judge.ts';
import { positionOf, readyFacts } from '../ready-facts.ts';

const aged = (milliseconds: number) => judge('backup-fresh', { now: new Date(Date.parse(takenAt) + milliseconds) });

it.each([
	['of this very moment', 0, 'pass', 'The backup is 0 s old.'],
	['of 3599 s', 3_599_000, 'pass', 'The backup is 3599 s old.'],
	['a millisecond short of 3600 s', 3_599_999, 'pass', 'The backup is 3599 s old.'],
	['of 3600 s', 3_600_000, 'blocked', 'The backup is 3600 s old; 3600 s or more refuses.'],
	['of a day', 86_400_000, 'blocked', 'The backup is 86400 s old; 3600 s or more refuses.'],
	['from the future', -1_000, 'error', 'The backup is dated in the future: the server’s clock moved.'],
	['a millisecond from the future', -1, 'error', 'The backup is dated in the future: the server’s clock moved.'],
])('a backup %s', (_what, milliseconds, outcome, reason) => {
	expect(aged(milliseconds)).toMatchObject({ outcome, reason, evidence: ['run-1/3'] });
});

it('is blocked before a backup', () => {
	expect(judge('backup-fresh', { position: positionOf() })).toMatchObject({
		outcome: 'blocked',
		next: 'Take a backup.',
	});
});

it('takes the bound of the policy', () => {
	expect(judge('backup-fresh', { backup_policy: { max_age_seconds: 60 } }).outcome).toBe('blocked');
	expect(judge('backup-fresh', { backup_policy: { max_age_seconds: 61 } }).outcome).toBe('pass');
});

it('takes the newest backup', () => {
	const newer = { ...backup, taken_at: readyFacts.now.toISOString() };
	expect(
		judge('backup-fresh', { position: positionOf(['backup.taken', backup], ['backup.taken', newer]) }).reason,
	).toBe('The backup is 0 s old.');
});

it('is an error when the backup’s time cannot be read', () => {
	expect(
		judge('backup-fresh', { position: positionOf(['backup.taken', { ...backup, taken_at: 'yesterday' }]) }).outcome,
	).toBe('error');
});
