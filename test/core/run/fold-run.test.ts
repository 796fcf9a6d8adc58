import { describe, expect, it } from 'vitest';
import type { Entry } from '../evidence/chain-of.ts';
import { digest, rehearsal } from '../evidence/sample-bodies.ts';
import {
	approved,
	backedUp,
	begun,
	cancelled,
	checked,
	first,
	fold,
	rehearsed,
	signed,
	tested,
	toApproval,
	toCommit,
	verified,
	type Where,
	withOutcome,
} from './run-evidence.ts';

const active = { stopped: '', unsettled: false };

describe('a run goes', () => {
	it.each<[string, readonly Entry[], Where]>([
		['nowhere by being opened', [], { phase: 'open', ...active }],
		['nowhere by its preflight', [checked], { phase: 'open', ...active }],
		['nowhere by its backup and restore test', [checked, backedUp, tested], { phase: 'open', ...active }],
		['to rehearsed', [checked, backedUp, tested, rehearsed], { phase: 'rehearsed', ...active }],
		['nowhere by one sign-off', [rehearsed, signed], { phase: 'rehearsed', ...active }],
		['to approved by the one that completes the quorum', toApproval, { phase: 'approved', ...active }],
		['nowhere by a quorum without a rehearsal', [approved], { phase: 'open', ...active }],
		[
			'into the unknown when a migration begins',
			[...toApproval, begun],
			{ phase: 'approved', stopped: '', unsettled: true },
		],
		[
			'on, still unknown, with a step that is not the last',
			[...toApproval, begun, first],
			{ phase: 'approved', stopped: '', unsettled: true },
		],
		['to committed with the last step', toCommit, { phase: 'committed', ...active }],
		['to completed by its verification', [...toCommit, verified], { phase: 'completed', ...active }],
		['nowhere by a verification of nothing', [...toApproval, verified], { phase: 'approved', ...active }],
		['to abandoned', [checked, cancelled], { phase: 'abandoned', ...active }],
		['to abandoned from approved', [...toApproval, cancelled], { phase: 'abandoned', ...active }],
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

	it('that did not pass leaves nothing approved', () => {
		const position = fold(...toApproval, withOutcome(rehearsed, 'error'));
		expect(position.rehearsal?.body.approval_digest).toBeNull();
		expect(position.phase).not.toBe('approved');
	});
});

describe('an end is an end', () => {
	it.each<[string, readonly Entry[], Where]>([
		['an abandoned run is not approved', [rehearsed, cancelled, approved], { phase: 'abandoned' }],
		['an abandoned run is not completed', [...toApproval, cancelled, verified], { phase: 'abandoned' }],
		[
			'an abandoned run has nothing unsettled',
			[...toApproval, begun, cancelled],
			{ phase: 'abandoned', unsettled: false },
		],
		[
			'an abandoned run keeps why it was stopped',
			[withOutcome(checked, 'fail'), cancelled],
			{ phase: 'abandoned', stopped: 'preflight failed' },
		],
		['a committed run is not approved again', [...toCommit, approved], { phase: 'committed' }],
		['a completed run stays so after a second verification', [...toCommit, verified, verified], { phase: 'completed' }],
		[
			'a completed run stays so after an undecided one',
			[...toCommit, verified, withOutcome(verified, 'error')],
			{ phase: 'completed', stopped: '' },
		],
		[
			'a completed run that no longer verifies is stopped',
			[...toCommit, verified, withOutcome(verified, 'fail')],
			{ phase: 'completed', stopped: 'verification failed' },
		],
		['a completed run is not rehearsed again', [...toCommit, verified, rehearsed], { phase: 'completed' }],
	])('%s', (_what, entries, where) => {
		expect(fold(...entries)).toMatchObject(where);
	});

	// Evidence of an action that was under way can come too late.
	it.each<[string, readonly Entry[], Where]>([
		['an abandoned run is not rehearsed', [checked, cancelled, rehearsed], { phase: 'abandoned' }],
		['a committed run is not abandoned', [...toCommit, cancelled], { phase: 'committed' }],
	])('%s', (_what, entries, where) => {
		expect(fold(...entries)).toMatchObject(where);
	});
});
