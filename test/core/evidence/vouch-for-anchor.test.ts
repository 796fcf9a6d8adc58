import { describe, expect, it } from 'vitest';
import type { Keyring } from '../../../contract/signatures.ts';
import { parseAnchor, stateAnchor, writeAnchor } from '../../../core/evidence/anchor.ts';
import { judgeVouching } from '../../../core/evidence/judge-vouching.ts';
import { outcomeOf } from '../../../core/evidence/outcome-of.ts';
import { anchorPayload, anchorPayloadType, signAnchor } from '../../../core/evidence/sign-anchor.ts';
import { type Vouching, vouchForAnchor } from '../../../core/evidence/vouch-for-anchor.ts';
import { signPayload } from '../../../core/signature/dsse/sign-payload.ts';
import { keyIdOf } from '../../../core/signature/key/key-files.ts';
import { emptyKeyring } from '../../../core/signature/keyring/change-keyring.ts';
import { revokeKey } from '../../../core/signature/keyring/revoke-key.ts';
import { rotateKey } from '../../../core/signature/keyring/rotate-key.ts';
import { keyOf, publicKeyOf, sampleKeyring } from '../signature/samples.ts';
import { anchoredAt, anchorText } from './anchor-text.ts';
import { digest } from './sample-bodies.ts';

const installation = '3f0c1f5e-8f0e-4c7e-9a53-0f6b1b6c2d11';
const heads = [{ chain: 'installation', seq: 3, hash: digest('a') }];
const idOf = (name: string) => keyIdOf(publicKeyOf(name));
const signedBy = (...names: string[]) => anchorText(installation, heads, { keys: names.map(keyOf) });
const text = signedBy('executor');
const before = '2026-05-15T13:59:59.999Z';
const after = '2026-05-15T14:00:00.001Z';

function vouch(source: string, keyring: Keyring = sampleKeyring(), notBefore: string | null = null): Vouching {
	const anchor = parseAnchor(source);
	if (anchor.state !== 'kept') throw new Error(`the anchor is ${anchor.state}`);
	return vouchForAnchor(anchor, keyring, notBefore);
}
const revoked = (reason: 'superseded' | 'key_compromise', at: string) =>
	revokeKey(sampleKeyring(), { key_id: idOf('executor'), at, reason, by: 'admin' }).keyring;
const rotated = (at: string) =>
	rotateKey(sampleKeyring(), {
		replaces: idOf('executor'),
		public_key: publicKeyOf('executor two'),
		at,
		not_after: null,
		by: 'admin',
	}).keyring;

describe('an anchor is vouched for', () => {
	it.each<[string, string, Keyring, string[]]>([
		['by the executor’s key', text, sampleKeyring(), ['executor']],
		['by the verifier’s key alone', signedBy('verifier'), sampleKeyring(), ['verifier']],
		['by both', signedBy('executor', 'verifier'), sampleKeyring(), ['executor', 'verifier']],
		['by one of them, whoever else signed', signedBy('stranger', 'verifier'), sampleKeyring(), ['verifier']],
		['by a key that was superseded afterwards', text, revoked('superseded', after), ['executor']],
		['by a key that was rotated afterwards', text, rotated(after), ['executor']],
		[
			'by the other key, where one turned out to be compromised',
			signedBy('executor', 'verifier'),
			revoked('key_compromise', after),
			['verifier'],
		],
	])('%s', (_what, source, keyring, names) => {
		expect(vouch(source, keyring)).toEqual({ state: 'signed', keys: names.map(idOf) });
	});

	it('by nobody where no key was ever enrolled', () => {
		expect(vouch(anchorText(installation, heads), emptyKeyring)).toEqual({ state: 'keyless' });
		expect(vouch(text, emptyKeyring)).toEqual({ state: 'keyless' });
	});
});

describe('an anchor is not vouched for', () => {
	const statement = stateAnchor(installation, anchoredAt, heads);
	const shorter = stateAnchor(installation, anchoredAt, [{ chain: 'installation', seq: 2, hash: digest('b') }]);
	const foreign = signPayload('application/vnd.dot-iu-cutter.executor-run.v0.1+json', anchorPayload(statement), [
		keyOf('executor'),
	]).signatures.map(({ sig }) => ({ keyid: idOf('executor'), sig }));
	const later = signAnchor({ ...statement, anchored_at: after }, [keyOf('executor')]);

	it.each<[string, string, RegExp]>([
		['by a key that nobody enrolled', signedBy('stranger'), /no enrolled key signed these heads/],
		[
			'by a key that nobody enrolled and that calls itself the executor’s',
			signedBy('stranger').replace(idOf('stranger'), idOf('executor')),
			/no enrolled key/,
		],
		[
			'by a signature over other heads',
			writeAnchor(shorter, signAnchor(statement, [keyOf('executor')])),
			/no enrolled key/,
		],
		['by a signature over another time', writeAnchor(statement, later), /no enrolled key/],
		['by a signature made for another payload type', writeAnchor(statement, foreign), /no enrolled key/],
		['by what is no signature', writeAnchor(statement, [{ keyid: '', sig: 'AA==' }]), /no enrolled key/],
		['by what is no base64', writeAnchor(statement, [{ keyid: '', sig: '?' }]), /expected base64/],
	])('%s', (_what, source, reason) => {
		expect(vouch(source)).toEqual({ state: 'invalid', reason: expect.stringMatching(reason) });
	});

	it.each<[string, Keyring, string | null, RegExp]>([
		['that was superseded before', revoked('superseded', before), null, /revoked at .*: superseded/],
		['that was ever compromised', revoked('key_compromise', after), null, /revoked at .*: key_compromise/],
		['that was rotated before', rotated(before), null, /which ended at/],
		[
			'of a time that cannot be: it covers what came later',
			rotated(after),
			'2026-05-15T14:00:00.002Z',
			/which ended at/,
		],
	])('by a key %s', (_what, keyring, notBefore, reason) => {
		expect(vouch(text, keyring, notBefore)).toEqual({ state: 'invalid', reason: expect.stringMatching(reason) });
	});

	it('by a key that was enrolled later', () => {
		const early = anchorText(installation, heads, { at: '2026-04-30T00:00:00.000Z', keys: [keyOf('executor')] });
		expect(vouch(early)).toEqual({ state: 'invalid', reason: expect.stringContaining('was enrolled at') });
	});

	it.each([
		['without a signature', anchorText(installation, heads)],
		['of the formats before there were signatures', JSON.stringify(heads)],
	])('%s', (_what, source) => {
		expect(vouch(source)).toEqual({ state: 'unsigned' });
	});

	it('by the type it has alone', () => {
		expect(anchorPayloadType).toBe('application/vnd.dot-iu-cutter.ledger-heads.v2+json');
	});
});

describe('what is told of it', () => {
	it.each<[Vouching, string[], string]>([
		[{ state: 'signed', keys: ['a'] }, [], 'pass'],
		[{ state: 'keyless' }, [], 'pass'],
		[{ state: 'unsigned' }, ['heads.json anchor_unsigned'], 'error'],
		[{ state: 'invalid', reason: 'x' }, ['heads.json anchor_signature_invalid'], 'fail'],
		[{ state: 'undecided', reason: 'x' }, ['keyring.json keyring_differs'], 'error'],
	])('%j', (vouching, faults, outcome) => {
		const found = judgeVouching(vouching);
		expect(found.map(({ chain, fault }) => `${chain} ${fault}`)).toEqual(faults);
		expect(outcomeOf(found)).toBe(outcome);
		for (const one of found) expect([one.expected, one.found, one.remedy].every((part) => part.length > 0)).toBe(true);
	});
});
