import { describe, expect, it } from 'vitest';
import { evidenceKinds } from '../../../contract/evidence.ts';
import type { Entry } from '../evidence/chain-of.ts';
import {
	approval,
	backup,
	closeout,
	committed,
	digest,
	failed,
	preflight,
	rehearsal,
	restore,
	signOff,
} from '../evidence/sample-bodies.ts';
import {
	backedUp,
	begun,
	checked,
	first,
	fold,
	last,
	rehearsed,
	tested,
	toApproval,
	toCommit,
	verified,
} from './run-evidence.ts';

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
		} = fold(...toApproval, newer, begun, first, last, verified);
		expect([p, b, r, h, v].map((cited) => cited?.cite)).toEqual([
			'run-1/2',
			'run-1/8',
			'run-1/4',
			'run-1/5',
			'run-1/12',
		]);
		expect(b).toMatchObject({ body: { sha256: digest('d') }, at: '2026-03-01T12:00:07.000Z', actor: 'executor' });
		expect(c.map(({ body, cite }) => [body.step, cite])).toEqual([
			['one', 'run-1/10'],
			['two', 'run-1/11'],
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
			closeout: null,
			snapshots: [],
		});
	});
});

it('refuses evidence it cannot read rather than passing over it', () => {
	const broken: Entry[] = [
		['preflight.checked', { ...preflight, outcome: 'maybe' }],
		['snapshot.taken', {}],
		['backup.taken', { ...backup, sha256: 'x' }],
		['restore.tested', { outcome: 'pass' }],
		['rehearsal.completed', { ...rehearsal, baseline: null }],
		['signoff.recorded', { ...signOff, quorum_complete: 'yes' }],
		['migration.intended', {}],
		['migration.committed', { ...committed, last: 1 }],
		['migration.failed', { ...failed, stops: undefined }],
		['verification.completed', {}],
		['closeout.completed', {}],
	];
	for (const entry of broken) expect(() => fold(entry), entry[0]).toThrow();
});

it('is not moved by evidence that only accompanies a run', () => {
	const moving = [
		'preflight.checked',
		'snapshot.taken',
		'backup.taken',
		'restore.tested',
		'rehearsal.completed',
		'signoff.recorded',
		'run.abandoned',
	];
	const others = evidenceKinds.filter(
		(kind) => !moving.includes(kind) && !kind.startsWith('migration.') && !/^(?:verification|closeout)\./.test(kind),
	);
	const before = fold(...toApproval);
	for (const kind of others) expect(fold(...toApproval, [kind, {}]), kind).toEqual(before);
});

it('is approved by no record of a snapshot, whatever it claims of the quorum', () => {
	const record = { ...signOff, kind: 'snapshot_record', sink: 'manual_record', quorum_complete: true };
	const before = fold(checked, backedUp, tested, rehearsed);
	expect(fold(checked, backedUp, tested, rehearsed, ['signoff.recorded', record])).toEqual(before);
});

describe('after the commit', () => {
	const another = { ...backup, sha256: digest('9') };
	const torn = { ...restore, outcome: 'fail', reasons: ['a reason'] } as const;

	it('the backup from before the migration stays the run’s own, and a later restore test stops nothing', () => {
		for (const end of [toCommit, [...toCommit, verified]]) {
			const before = fold(...end);
			expect(fold(...end, ['backup.taken', another], ['restore.tested', torn])).toEqual(before);
		}
	});

	it('a closeout is pointed at and moves no phase, whatever it found', () => {
		const before = fold(...toCommit, verified);
		for (const outcome of ['pass', 'fail', 'error'] as const) {
			const after = fold(...toCommit, verified, ['closeout.completed', { ...closeout, outcome }]);
			expect({ ...after, closeout: null }).toEqual(before);
			expect(after.closeout?.body.outcome).toBe(outcome);
		}
	});
});
