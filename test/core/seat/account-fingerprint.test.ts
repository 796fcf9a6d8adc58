import { expect, it } from 'vitest';
import { sha256 } from '../../../core/digest/sha256.ts';
import { type AccountMarks, accountFingerprint } from '../../../core/seat/account-fingerprint.ts';

const marks: AccountMarks = {
	id: 'i',
	email: 'e',
	status: 'active',
	role: 'r',
	password: 'p',
	token: 't',
	tfa_secret: 's',
	provider: 'default',
};

it('is sha256 over the canonical JSON of every mark', () => {
	expect(accountFingerprint(marks)).toBe(
		sha256(
			'{"email":"e","id":"i","password":"p","provider":"default","role":"r","status":"active","tfa_secret":"s","token":"t"}',
		),
	);
});

it.each(Object.keys(marks) as (keyof AccountMarks)[])('changes with %s', (mark) => {
	const others = ['another', '', null].map((value) => accountFingerprint({ ...marks, [mark]: value } as AccountMarks));
	expect(new Set([...others, accountFingerprint(marks)]).size).toBe(4);
});

it('changes when two marks swap their values', () => {
	expect(accountFingerprint({ ...marks, password: 't', token: 'p' })).not.toBe(accountFingerprint(marks));
});

it('does not change with what is no mark, such as the last login', () => {
	const wider = { ...marks, last_access: 'now', first_name: 'Dora' };
	expect(accountFingerprint(wider)).toBe(accountFingerprint(marks));
});
