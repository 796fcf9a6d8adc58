import { describe, expect, it } from 'vitest';
import type { Keyring } from '../../../contract/signatures.ts';
import { packBundle } from '../../../core/evidence-bundle/pack-bundle.ts';
import { verifyBundle } from '../../../core/evidence-bundle/verify-bundle.ts';
import { emptyKeyring } from '../../../core/signature/keyring/change-keyring.ts';
import { enrolKey } from '../../../core/signature/keyring/enrol-key.ts';
import { writeKeyring } from '../../../core/signature/keyring/keyring-file.ts';
import { revokeKey } from '../../../core/signature/keyring/revoke-key.ts';
import { anchorText } from '../evidence/anchor-text.ts';
import type { Entry } from '../evidence/chain-of.ts';
import { keyOf, publicKeyOf } from '../signature/samples.ts';
import { environment, identity, installationEntries, runEntries, sourcesOf } from './sample-run.ts';

const enrolled = enrolKey(emptyKeyring, {
	public_key: publicKeyOf('executor'),
	holder: 'executor',
	at: '2026-03-01T10:00:00.000Z',
	not_after: null,
	by: 'init',
});
const [key] = enrolled.keyring.keys;
const compromised = revokeKey(enrolled.keyring, {
	key_id: key?.key_id ?? '',
	at: '2026-03-01T13:00:00.000Z',
	reason: 'key_compromise',
	by: 'admin',
});
const enrolment: Entry = ['key.enrolled', { ...enrolled.record }];
const revocation: Entry = ['key.revoked', { ...compromised.record }];

interface Made {
	readonly by?: readonly string[];
	readonly keyring?: Keyring | null;
	readonly changes?: readonly Entry[];
}

function bundleWith({ by = ['executor'], keyring = enrolled.keyring, changes = [enrolment] }: Made): Uint8Array {
	const sources = sourcesOf(runEntries, [...installationEntries, ...changes]);
	const heads = [sources.chain, sources.installation].flatMap((rows) => rows.at(-1) ?? []);
	const text = anchorText(environment, heads, { at: '2026-03-01T12:30:00.000Z', keys: by.map(keyOf) });
	return packBundle(identity, {
		...sources,
		anchor: Buffer.from(text),
		keyring: keyring && Buffer.from(writeKeyring(keyring)),
	});
}
const judged = (made: Made, trust: Parameters<typeof verifyBundle>[1] = {}) => {
	const { outcome, message } = verifyBundle(bundleWith(made), trust).checks[1] ?? { outcome: '', message: '' };
	return `${outcome}: ${message}`;
};

describe('the heads of a bundle', () => {
	it.each<[string, Made, RegExp]>([
		['signed by the key that its chain enrolled', {}, /^pass: 2 heads, .*, signed by [0-9a-f]{16}…$/],
		['signed by nobody', { by: [] }, /^error: nobody has signed the heads/],
		['signed by somebody else', { by: ['stranger'] }, /^fail: no enrolled key signed these heads/],
		[
			'signed by a key that was compromised',
			{ keyring: compromised.keyring, changes: [enrolment, revocation] },
			/^fail: signed by key .* revoked .*key_compromise/,
		],
		[
			'with a keyring that its chain does not know',
			{ keyring: emptyKeyring },
			/^fail: keyring.json is not the keyring that the ledger recorded last/,
		],
		['without the keyring', { keyring: null }, /^error: the bundle holds no keyring/],
		['of before there were keys', { by: [], keyring: null, changes: [] }, /^pass: .*no key was enrolled$/],
	])('%s', (_what, made, message) => {
		expect(judged(made)).toMatch(message);
	});

	it('and everything beside them forged by somebody with a key of his own is shown by a keyring kept elsewhere', () => {
		const own = enrolKey(emptyKeyring, {
			public_key: publicKeyOf('stranger'),
			holder: 'executor',
			at: '2026-03-01T10:00:00.000Z',
			not_after: null,
			by: 'init',
		});
		const forged: Made = { by: ['stranger'], keyring: own.keyring, changes: [['key.enrolled', { ...own.record }]] };
		expect(judged(forged)).toMatch(/^pass/);
		const kept = writeKeyring(enrolled.keyring);
		expect(judged(forged, { keyring: kept })).toMatch(/^fail: no enrolled key signed these heads/);
		expect(judged({}, { keyring: kept })).toMatch(/^pass: .*, of the keyring that was given$/);
		expect(judged({}, { keyring: '{' })).toMatch(/^fail: the keyring that was given: /);
	});
});
