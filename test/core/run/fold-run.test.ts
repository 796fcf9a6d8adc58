import { describe, expect, it } from 'vitest';
import { evidenceKinds } from '../../../contract/evidence.ts';
import { foldRun, type RunPosition } from '../../../core/run/fold-run.ts';
import { chainOf, type Entry } from '../evidence/chain-of.ts';
import {
	approval, backup, committed, digest, failed, intended, opened, preflight, rehearsal, restore, signOff, verification,
} from '../evidence/sample-bodies.ts';

const fold = (...entries: Entry[]) => foldRun(chainOf([['run.opened', opened], ...entries]));

const checked: Entry = ['preflight.checked', preflight];
const backedUp: Entry = ['backup.taken', backup];
const tested: Entry = ['restore.tested', restore];
const rehearsed: Entry = ['rehearsal.completed', rehearsal];
const signed: Entry = ['signoff.recorded', signOff];
const approved: Entry = ['signoff.recorded', { ...signOff, signer: 'gina', quorum_complete: true }];
const begun: Entry = ['migration.intended', intended];
const first: Entry = ['migration.committed', committed];
const last: Entry = ['migration.committed', { ...committed, step: 'two', last: true }];
const verified: Entry = ['verification.completed', verification];
const cancelled: Entry = ['run.abandoned', { reason: 'a reason' }];
const failing = (stops: boolean): Entry => ['migration.failed', { ...failed, stops }];

const toApproval = [checked, backedUp, tested, rehearsed, signed, approved];
const toCommit = [...toApproval, begun, first, last];

type Where = Partial<Pick<RunPosition, 'phase' | 'stopped' | 'unsettled'>>;
const active = { stopped: '', unsettled: false };

describe('a run goes', () => {
	it.each<[string, Entry[], Where]>([
		['nowhere by being opened', [], { phase: 'open', ...active }],
		['nowhere by its preflight', [checked], { phase: 'open', ...active }],
		['nowhere by its backup and restore test', [checked, backedUp, tested], { phase: 'open', ...active }],
		['to rehearsed', [checked, backedUp, tested, rehearsed], { phase: 'rehearsed', ...active }],
		['nowhere by one sign-off', [rehearsed, signed], { phase: 'rehearsed', ...active }],
		['to approved by the one that completes the quorum', toApproval, { phase: 'approved', ...active }],
		['nowhere by a quorum without a rehearsal', [approved], { phase: 'open', ...active }],
		['into the unknown when a migration begins', [...toApproval, begun], { phase: 'approved', stopped: '', unsettled: true }],
		['on, still unknown, with a step that is not the last', [...toApproval, begun, first], { phase: 'approved', stopped: '', unsettled: true }],
		['to committed with the last step', toCommit, { phase: 'committed', ...active }],
		['to completed by its verification', [...toCommit, verified], { phase: 'completed', ...active }],
		['nowhere by a verification of nothing', [...toApproval, verified], { phase: 'approved', ...active }],
		['to abandoned', [checked, cancelled], { phase: 'abandoned', ...active }],
		['to abandoned from approved', [...toApproval, cancelled], { phase: 'abandoned', ...active }],
	])('%s', (_what, entries, where) => {
		expect(fold(...entries)).toMatchObject(where);
	});
});

describe('what came out wrong stops, what could not be decided does not', () => {
	it.each<[string, Entry[], Where]>([
		['a failed preflight', [['preflight.checked', { ...preflight, outcome: 'fail' }]], { phase: 'open', stopped: 'preflight failed' }],
		['an undecided preflight', [['preflight.checked', { ...preflight, outcome: 'error' }]], { phase: 'open', stopped: '' }],
		['a failed restore test', [['restore.tested', { ...restore, outcome: 'fail' }]], { stopped: 'the restore test failed' }],
		['an undecided restore test', [['restore.tested', { ...restore, outcome: 'error' }]], { stopped: '' }],
		['a failed rehearsal', [['rehearsal.completed', { ...rehearsal, outcome: 'fail', approval_digest: null }]], { phase: 'open', stopped: 'the rehearsal failed' }],
		['an undecided rehearsal', [['rehearsal.completed', { ...rehearsal, outcome: 'error', approval_digest: null }]], { phase: 'open', stopped: '' }],
		['a failed step', [...toApproval, begun, failing(true)], { phase: 'approved', stopped: 'two failed: a reason', unsettled: false }],
		['a lock that could not be had', [...toApproval, begun, failing(false)], { phase: 'approved', stopped: '', unsettled: false }],
		['a failed step after a committed one', [...toApproval, begun, first, failing(true)], { phase: 'approved', stopped: 'two failed: a reason', unsettled: false }],
		['a failed verification', [...toCommit, ['verification.completed', { ...verification, outcome: 'fail' }]], { phase: 'committed', stopped: 'verification failed' }],
		['an undecided verification', [...toCommit, ['verification.completed', { ...verification, outcome: 'error' }]], { phase: 'committed', stopped: '' }],
		['a check that passes after one that failed', [['preflight.checked', { ...preflight, outcome: 'fail' }], checked], { stopped: 'preflight failed' }],
		['an undecided check after one that failed', [['preflight.checked', { ...preflight, outcome: 'fail' }], ['restore.tested', { ...restore, outcome: 'error' }]], { stopped: 'preflight failed' }],
		['a setback after a failure', [...toApproval, begun, failing(true), begun, failing(false)], { stopped: 'two failed: a reason', unsettled: false }],
	])('%s', (_what, entries, where) => {
		expect(fold(...entries)).toMatchObject(where);
	});
});

describe('a new rehearsal', () => {
	const again: Entry = ['rehearsal.completed', { ...rehearsal, baseline: digest('b'), approval_digest: digest('c') }];

	it('voids what was signed: another digest, and the phase goes back', () => {
		const position = fold(...toApproval, again);
		expect(position.phase).toBe('rehearsed');
		expect(position.rehearsal?.body.approval_digest).toBe(digest('c'));
	});

	it('is approved anew', () => {
		expect(fold(...toApproval, again, approved).phase).toBe('approved');
	});

	it('does not take back what is committed', () => {
		expect(fold(...toCommit, again).phase).toBe('committed');
		expect(fold(...toApproval, begun, first, again).phase).toBe('approved');
	});

	// A defect: nothing is left to be signed, but the phase says that it was.
	it.fails('that did not pass leaves nothing approved', () => {
		const undecided: Entry = ['rehearsal.completed', { ...rehearsal, outcome: 'error', approval_digest: null }];
		expect(fold(...toApproval, undecided)).toMatchObject({ phase: 'open', rehearsal: { body: { approval_digest: null } } });
	});
});

describe('an end is an end', () => {
	it.each<[string, Entry[], Where]>([
		['an abandoned run is not approved', [rehearsed, cancelled, approved], { phase: 'abandoned' }],
		['an abandoned run is not completed', [...toApproval, cancelled, verified], { phase: 'abandoned' }],
		['an abandoned run has nothing unsettled', [...toApproval, begun, cancelled], { phase: 'abandoned', unsettled: false }],
		['an abandoned run keeps why it was stopped', [['preflight.checked', { ...preflight, outcome: 'fail' }], cancelled], { phase: 'abandoned', stopped: 'preflight failed' }],
		['a committed run is not approved again', [...toCommit, approved], { phase: 'committed' }],
		['a completed run stays so after a second verification', [...toCommit, verified, verified], { phase: 'completed' }],
		['a completed run stays so after an undecided one', [...toCommit, verified, ['verification.completed', { ...verification, outcome: 'error' }]], { phase: 'completed', stopped: '' }],
		['a completed run that no longer verifies is stopped', [...toCommit, verified, ['verification.completed', { ...verification, outcome: 'fail' }]], { phase: 'completed', stopped: 'verification failed' }],
		['a completed run is not rehearsed again', [...toCommit, verified, rehearsed], { phase: 'completed' }],
	])('%s', (_what, entries, where) => {
		expect(fold(...entries)).toMatchObject(where);
	});

	// Defects: there is no table of transitions, so evidence that comes too late moves a run that has ended.
	it.fails.each<[string, Entry[], Where]>([
		['an abandoned run is not rehearsed', [checked, cancelled, rehearsed], { phase: 'abandoned' }],
		['a committed run is not abandoned', [...toCommit, cancelled], { phase: 'committed' }],
	])('%s', (_what, entries, where) => {
		expect(fold(...entries)).toMatchObject(where);
	});
});

describe('what a position points at', () => {
	it('is the newest evidence of each kind, by place, time and actor', () => {
		const newer: Entry = ['backup.taken', { ...backup, sha256: digest('d') }];
		const { preflight: p, backup: b, restore: r, rehearsal: h, committed: c, verification: v } = fold(...toCommit, verified, newer);
		expect([p, b, r, h, v].map((cited) => cited?.cite)).toEqual(['run-1/2', 'run-1/12', 'run-1/4', 'run-1/5', 'run-1/11']);
		expect(b).toMatchObject({ body: { sha256: digest('d') }, at: '2026-03-01T12:00:11.000Z', actor: 'executor' });
		expect(c.map(({ body, cite }) => [body.step, cite])).toEqual([['one', 'run-1/9'], ['two', 'run-1/10']]);
		expect(h?.body.approval_digest).toBe(approval);
	});

	it('is nothing in a run that was only opened', () => {
		expect(fold()).toMatchObject({ preflight: null, backup: null, restore: null, rehearsal: null, committed: [], verification: null });
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
	const moving = ['preflight.checked', 'backup.taken', 'restore.tested', 'rehearsal.completed', 'signoff.recorded', 'run.abandoned'];
	const others = evidenceKinds.filter(
		(kind) => !moving.includes(kind) && !kind.startsWith('migration.') && kind !== 'verification.completed',
	);
	const before = fold(...toApproval);
	for (const kind of others) expect(fold(...toApproval, [kind, {}]), kind).toEqual(before);
});
