import { describe, expect, it } from 'vitest';
import { evidenceKinds } from '../../../contract/evidence.ts';
import type { Entry } from '../evidence/chain-of.ts';
import {
	approval,
	backup,
	committed,
	digest,
	failed,
	preflight,
	rehearsal,
	signOff,
} from '../evidence/sample-bodies.ts';
import { fold, toApproval, toCommit, verified } from './run-evidence.ts';

describe('what a position points at', () => {
	it('is the newest evidence of each kind, by place, time and actor', () => {
		const newer: Entry = ['backup.taken', { ...backup, sha256: digest('d') }];
		const {
			preflight: p,
			backup: b,
			restore: r,
			rehearsal: h,
			committed: c,
			verification: v,
		} = fold(...toCommit, verified, newer);
		expect([p, b, r, h, v].map((cited) => cited?.cite)).toEqual([
			'run-1/2',
			'run-1/12',
			'run-1/4',
			'run-1/5',
			'run-1/11',
		]);
		expect(b).toMatchObject({ body: { sha256: digest('d') }, at: '2026-03-01T12:00:11.000Z', actor: 'executor' });
		expect(c.map(({ body, cite }) => [body.step, cite])).toEqual([
			['one', 'run-1/9'],
			['two', 'run-1/10'],
		]);
		expect(h?.body.approval_digest).toBe(approval);
	});

	it('is nothing in a run that was only opened', () => {
		expect(fold()).toMatchObject({
			preflight: null,
			backup: null,
			restore: null,
			rehearsal: null,
			committed: [],
			verification: null,
		});
	});
});

it('refuses evidence it cannot read rather than passing over it', () => {
	const broken: Entry[] = [
		['preflight.checked', { ...preflight, outcome: 'maybe' }],
		['backup.taken', { ...backup, sha256: 'x' }],
		['restore.tested', { outcome: 'pass' }],
		['rehearsal.completed', { ...rehearsal, baseline: null }],
		['signoff.recorded', { ...signOff, quorum_complete: 'yes' }],
		['migration.intended', {}],
		['migration.committed', { ...committed, last: 1 }],
		['migration.failed', { ...failed, stops: undefined }],
		['verification.completed', {}],
	];
	for (const entry of broken) expect(() => fold(entry), entry[0]).toThrow();
});

it('is not moved by evidence that only accompanies a run', () => {
	const moving = [
		'preflight.checked',
		'backup.taken',
		'restore.tested',
		'rehearsal.completed',
		'signoff.recorded',
		'run.abandoned',
	];
	const others = evidenceKinds.filter(
		(kind) => !moving.includes(kind) && !kind.startsWith('migration.') && kind !== 'verification.completed',
	);
	const before = fold(...toApproval);
	for (const kind of others) expect(fold(...toApproval, [kind, {}]), kind).toEqual(before);
});
