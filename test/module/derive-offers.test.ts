import { describe, expect, it } from 'vitest';
import type { ReadinessView } from '../../contract/status.ts';
import { deriveOffers, maySign } from '../../extensions/module-readiness/composables/derive-offers.ts';
import { account, action, readiness, run } from './example-readiness.ts';

const next = (...actions: string[]) => actions.map((name) => ({ action: name, who: ['executor'], why: 'because' }));
const caller = (may: Partial<ReadinessView['caller']>) => ({ ...readiness().caller, ...may });
const rehearsed = run({ phase: 'rehearsed', approval_digest: 'a'.repeat(64) });
const digest = { approval_digest: 'a'.repeat(64) };

describe('what the page offers', () => {
	const cases: [string, Partial<ReadinessView>, string[]][] = [
		['the first run, when nothing else is named', { next: [] }, ['open: ask']],
		['the first run once, when the server names it', { next: next('open') }, ['open: ask']],
		['nothing without the right to ask', { next: next('open'), caller: caller({ may_ask: false }) }, ['open: tell']],
		['an action of the run', { run: run(), next: next('rehearse') }, ['rehearse: ask']],
		[
			'an action later, while another is running',
			{ run: run({ action: action('running') }), next: next('rehearse') },
			['rehearse: wait'],
		],
		[
			'an action later, while another is queued',
			{ run: run({ action: action('queued') }), next: next('rehearse') },
			['rehearse: wait'],
		],
		[
			'an action again after the last one was refused',
			{ run: run({ action: action('refused') }), next: next('rehearse') },
			['rehearse: ask'],
		],
		[
			'settling an interrupted run',
			{ run: run({ condition: 'interrupted' }), next: next('resolve') },
			['resolve: ask'],
		],
		['ending a stopped run', { run: run({ condition: 'stopped' }), next: next('cancel') }, ['cancel: ask']],
		[
			'in words what it has no button for',
			{ run: run(), next: next('Name a holder for g2.') },
			['Name a holder for g2.: tell'],
		],
		[
			'signing, though the server names only the backup',
			{ run: rehearsed, next: next('backup') },
			['backup: ask', 'sign: ask'],
		],
		['signing once', { run: rehearsed, next: next('sign') }, ['sign: ask']],
		[
			'signing in words to who may not sign',
			{ run: rehearsed, next: next('sign'), caller: caller({ may_sign: false }) },
			['sign: tell'],
		],
		['an action of a run that there is not, in words only', { next: next('migrate') }, ['migrate: tell', 'open: ask']],
	];
	it.each(cases)('offers %s', (_title, changes, expected) => {
		expect(deriveOffers(readiness(changes)).map(({ name, mode }) => `${name}: ${mode}`)).toEqual(expected);
	});

	it('keeps who and why', () => {
		const [offer] = deriveOffers(
			readiness({ run: run(), next: [{ action: 'verify', who: [account], why: 'Not verified.' }] }),
		);
		expect(offer).toEqual({ name: 'verify', action: 'verify', mode: 'ask', who: [account], why: 'Not verified.' });
	});
});

describe('signing is offered', () => {
	const cases: [string, ReadinessView['run'], boolean][] = [
		['not without a run', null, false],
		['not before a rehearsal gave a digest', run({ phase: 'open' }), false],
		['after a rehearsal', rehearsed, true],
		['when the quorum is complete, for one who wants to reject', run({ phase: 'approved', ...digest }), true],
		['not after the commit', run({ phase: 'committed', ...digest }), false],
		['not on a completed run', run({ phase: 'completed', ...digest }), false],
		['not on a stopped run', run({ phase: 'rehearsed', condition: 'stopped', ...digest }), false],
	];
	it.each(cases)('%s', (_title, current, expected) => {
		expect(maySign(readiness({ run: current }))).toBe(expected);
	});
});
