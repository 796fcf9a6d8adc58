import { expect, it } from 'vitest';
import { deriveNames } from '../../extensions/module-readiness/composables/derive-names.ts';
import { account, readiness, runId } from './example-readiness.ts';

const holder = '22222222-2222-4222-8222-222222222222';
const signer = '33333333-3333-4333-8333-333333333333';
const view = readiness({
	seats: [
		{
			id: 'g4',
			title: 'Signing authority',
			effect: 'blocks',
			suspended: false,
			holder: { user: holder, name: 'Lan', kind: 'human', named_at: '' },
		},
		{ id: 'g2', title: 'Custodian', effect: 'blocks', suspended: false, holder: null },
	],
	sign_offs: [
		{
			id: '1',
			run: runId,
			kind: 'execution',
			digest: '',
			outcome: 'pass',
			notes: '',
			signer,
			signer_name: 'Minh',
			seats: ['g4'],
			signed_at: '',
			expires_at: '',
			valid: true,
		},
	],
});
const names = deriveNames(view, 'you');

it.each([
	['a seat holder', holder, 'Lan'],
	['a signer', signer, 'Minh'],
	['an account nobody names', runId, '3f0c2a52'],
	['the system', 'system', 'system'],
	['the caller', account, '11111111 (you)'],
])('names %s', (_title, id, expected) => {
	expect(names.account(id)).toBe(expected);
});

it.each([
	['a seat with its holder', 'g4', 'Signing authority: Lan'],
	['a seat that nobody holds', 'g2', 'Custodian'],
	['an account', holder, 'Lan'],
	['what is neither', 'executor', 'executor'],
])('says who: %s', (_title, id, expected) => {
	expect(names.who(id)).toBe(expected);
});
