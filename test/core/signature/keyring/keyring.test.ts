import { describe, expect, it } from 'vitest';
import { type EnrolledKey, type Keyring, keyRecord } from '../../../../contract/signatures.ts';
import { keyIdOf } from '../../../../core/signature/key/key-files.ts';
import { emptyKeyring, keyringDigest } from '../../../../core/signature/keyring/change-keyring.ts';
import { type Enrolment, enrolKey } from '../../../../core/signature/keyring/enrol-key.ts';
import { judgeKey } from '../../../../core/signature/keyring/judge-key.ts';
import { readKeyring, writeKeyring } from '../../../../core/signature/keyring/keyring-file.ts';
import { revokeKey } from '../../../../core/signature/keyring/revoke-key.ts';
import { rotateKey } from '../../../../core/signature/keyring/rotate-key.ts';
import { SignatureError } from '../../../../core/signature/signature-error.ts';
import { codeOf, publicKeyOf, sampleKeyring } from '../samples.ts';
import speccheck from '../vectors/ed25519-speccheck.json' with { type: 'json' };

const [may, june, july, august] = ['05', '06', '07', '08'].map((month) => `2026-${month}-01T00:00:00.000Z`) as [
	string,
	string,
	string,
	string,
];
const executor = keyIdOf(publicKeyOf('executor'));
const enrolment: Enrolment = {
	public_key: publicKeyOf('new'),
	holder: 'executor',
	at: june,
	not_after: null,
	by: 'admin',
};

describe('enrolment', () => {
	it('adds the key, and says what to keep as evidence', () => {
		const before = sampleKeyring();
		const { keyring, record } = enrolKey(before, { ...enrolment, not_after: july });
		const key = {
			key_id: keyIdOf(publicKeyOf('new')),
			public_key: publicKeyOf('new'),
			holder: 'executor',
			enrolled_at: june,
			enrolled_by: 'admin',
			not_after: july,
			revoked_at: null,
			revocation_reason: null,
			prior: null,
		};
		expect(keyring).toEqual({ format: 'cutter-keyring-v1', keys: [...before.keys, key] });
		expect(record).toEqual({ change: 'enrolled', by: 'admin', key, replaced: null, keyring: keyringDigest(keyring) });
		expect(keyRecord.parse(record)).toEqual(record);
		expect(before).toEqual(sampleKeyring());
	});

	it.each<[string, Partial<Enrolment>, string]>([
		['a key that is there', { public_key: publicKeyOf('executor') }, 'KEY_ALREADY_ENROLLED'],
		["the other half's key", { public_key: publicKeyOf('verifier') }, 'KEY_ALREADY_ENROLLED'],
		['a key that ends as it begins', { not_after: june }, 'KEY_TIMES_CONTRADICT'],
		['a key that ends before it begins', { not_after: may }, 'KEY_TIMES_CONTRADICT'],
		['a time that is none', { at: 'soon', not_after: may }, 'TIME_MALFORMED'],
		['a key in capitals', { public_key: publicKeyOf('new').toUpperCase() }, 'KEY_MALFORMED'],
		['another spelling of a key', { public_key: `f0${'ff'.repeat(30)}7f` }, 'KEY_NOT_CANONICAL'],
		['what is no point', { public_key: `02${'00'.repeat(31)}` }, 'KEY_NOT_ON_CURVE'],
	])('refuses %s', (_what, change, code) => {
		expect(codeOf(() => enrolKey(sampleKeyring(), { ...enrolment, ...change }))).toBe(code);
	});

	it('says from when to when a key would be', () => {
		const { key_id } = enrolKey(sampleKeyring(), enrolment).record.key;
		expect(() => enrolKey(sampleKeyring(), { ...enrolment, not_after: may })).toThrow(
			`key ${key_id} would end at ${may}, before ${june}`,
		);
	});

	it('refuses every key of small order that was published', () => {
		const small = speccheck.cases.filter(({ key }) => key === 'KEY_SMALL_ORDER');
		for (const { pub_key } of small)
			expect(codeOf(() => enrolKey(emptyKeyring, { ...enrolment, public_key: pub_key }))).toBe('KEY_SMALL_ORDER');
		expect(small).not.toHaveLength(0);
	});

	it('refuses a key that was revoked: it never comes back', () => {
		const { keyring } = revokeKey(sampleKeyring(), { key_id: executor, at: june, reason: 'superseded', by: 'admin' });
		const again = { ...enrolment, public_key: publicKeyOf('executor') };
		expect(() => enrolKey(keyring, again)).toThrow(`key ${executor} is enrolled already, for the executor`);
	});
});

describe('rotation', () => {
	const rotation = { public_key: publicKeyOf('new'), replaces: executor, at: june, not_after: null, by: 'admin' };

	it('puts a key in place of another, for the same half, and names the one it replaces', () => {
		const { keyring, record } = rotateKey(sampleKeyring(), rotation);
		const [old, other, fresh] = keyring.keys;
		expect(keyring.keys).toHaveLength(3);
		expect(old).toEqual({ ...sampleKeyring().keys[0], not_after: june });
		expect(other).toEqual(sampleKeyring().keys[1]);
		expect(fresh).toMatchObject({
			public_key: publicKeyOf('new'),
			holder: 'executor',
			prior: executor,
			enrolled_at: june,
		});
		expect(record).toEqual({
			change: 'rotated',
			by: 'admin',
			key: fresh,
			replaced: old,
			keyring: keyringDigest(keyring),
		});
		expect(keyRecord.parse(record)).toEqual(record);
	});

	it('lets the old key sign until that instant, and the new one from then on', () => {
		const { keyring } = rotateKey(sampleKeyring(), rotation);
		const at = (time: string) => ['executor', 'new'].map((name) => judgeKey(keyring, publicKeyOf(name), time).state);
		expect(at('2026-05-31T23:59:59.999Z')).toEqual(['valid', 'not_yet_enrolled']);
		expect(at(june)).toEqual(['valid', 'valid']);
		expect(at('2026-06-01T00:00:00.001Z')).toEqual(['expired', 'valid']);
	});

	it('keeps a lineage over several', () => {
		const once = rotateKey(sampleKeyring(), rotation).keyring;
		const second = { ...rotation, public_key: publicKeyOf('newer'), replaces: keyIdOf(publicKeyOf('new')), at: july };
		const twice = rotateKey(once, second).keyring;
		expect(twice.keys.map(({ prior }) => prior)).toEqual([null, null, executor, keyIdOf(publicKeyOf('new'))]);
	});

	it.each<[string, Keyring, Partial<typeof rotation>, string]>([
		['a key that nobody knows', sampleKeyring(), { replaces: 'f'.repeat(64) }, 'KEY_NOT_ENROLLED'],
		['a key by itself', sampleKeyring(), { public_key: publicKeyOf('executor') }, 'KEY_ALREADY_ENROLLED'],
		['a key before it began', sampleKeyring(), { at: '2026-04-01T00:00:00.000Z' }, 'KEY_NOT_IN_USE'],
		[
			'a revoked key',
			revokeKey(sampleKeyring(), { key_id: executor, at: may, reason: 'key_compromise', by: 'admin' }).keyring,
			{},
			'KEY_NOT_IN_USE',
		],
		[
			'a key replaced already',
			rotateKey(sampleKeyring(), rotation).keyring,
			{ public_key: publicKeyOf('newer'), at: july },
			'KEY_NOT_IN_USE',
		],
	])('refuses to replace %s', (_what, keyring, change, code) => {
		expect(codeOf(() => rotateKey(keyring, { ...rotation, ...change }))).toBe(code);
	});

	it('says how a key stands that cannot be replaced', () => {
		const again = { ...rotation, public_key: publicKeyOf('newer'), at: july };
		expect(() => rotateKey(rotateKey(sampleKeyring(), rotation).keyring, again)).toThrow(
			`key ${executor} is expired at ${july}: there is nothing to replace`,
		);
	});
});

describe('revocation', () => {
	const revocation = { key_id: executor, at: june, reason: 'superseded', by: 'admin' } as const;

	it('keeps the key, with the time and the reason', () => {
		const { keyring, record } = revokeKey(sampleKeyring(), revocation);
		const [key, other] = keyring.keys;
		expect(key).toEqual({ ...sampleKeyring().keys[0], revoked_at: june, revocation_reason: 'superseded' });
		expect(other).toEqual(sampleKeyring().keys[1]);
		expect(record).toEqual({ change: 'revoked', by: 'admin', key, replaced: null, keyring: keyringDigest(keyring) });
		expect(keyRecord.parse(record)).toEqual(record);
	});

	it.each<['superseded' | 'cessation_of_operation' | 'key_compromise', string, string]>([
		['superseded', '2026-05-31T23:59:59.999Z', 'valid'],
		['superseded', june, 'revoked'],
		['superseded', july, 'revoked'],
		['cessation_of_operation', may, 'valid'],
		['cessation_of_operation', june, 'revoked'],
		['key_compromise', may, 'revoked'],
		['key_compromise', '2020-01-01T00:00:00.000Z', 'revoked'],
	])('as %s: at %s the key is %s', (reason, at, state) => {
		const { keyring } = revokeKey(sampleKeyring(), { ...revocation, reason });
		expect(judgeKey(keyring, publicKeyOf('executor'), at)).toEqual({ state, key: keyring.keys[0] });
		expect(judgeKey(keyring, publicKeyOf('verifier'), at).state).toBe(at < may ? 'not_yet_enrolled' : 'valid');
	});

	it('stands as it was first made', () => {
		const { keyring } = revokeKey(sampleKeyring(), revocation);
		const again = () => revokeKey(keyring, { ...revocation, at: july, reason: 'cessation_of_operation' });
		expect(codeOf(again)).toBe('ALREADY_REVOKED');
		expect(again).toThrow(`key ${executor} was revoked at ${june}`);
	});

	it('can become that of a compromised key, once, and keeps its time', () => {
		const { keyring } = revokeKey(sampleKeyring(), revocation);
		const graver = revokeKey(keyring, { ...revocation, at: july, reason: 'key_compromise' });
		expect(graver.record.key).toMatchObject({ revoked_at: june, revocation_reason: 'key_compromise' });
		const again = { ...revocation, at: august, reason: 'key_compromise' } as const;
		expect(codeOf(() => revokeKey(graver.keyring, again))).toBe('ALREADY_REVOKED');
	});

	it('refuses a key that nobody knows', () => {
		const unknown = () => revokeKey(sampleKeyring(), { ...revocation, key_id: 'f'.repeat(64) });
		expect(codeOf(unknown)).toBe('KEY_NOT_ENROLLED');
		expect(unknown).toThrow(`expected an enrolled key, got ${'f'.repeat(64)}`);
	});
});

describe('how a key stands', () => {
	const { keyring } = enrolKey(sampleKeyring(), { ...enrolment, not_after: july });

	it.each([
		['2026-05-31T23:59:59.999Z', 'not_yet_enrolled'],
		[june, 'valid'],
		[july, 'valid'],
		['2026-07-01T00:00:00.001Z', 'expired'],
	])('at %s: %s', (at, state) => {
		expect(judgeKey(keyring, publicKeyOf('new'), at)).toEqual({ state, key: keyring.keys[2] });
	});

	it('a key that is in no keyring is unknown', () => {
		expect(judgeKey(keyring, publicKeyOf('stranger'), june)).toEqual({ state: 'unknown' });
	});

	it('is not judged at a time that is none', () => {
		expect(codeOf(() => judgeKey(keyring, publicKeyOf('new'), 'soon'))).toBe('TIME_MALFORMED');
		expect(() => judgeKey(keyring, publicKeyOf('new'), 'soon')).toThrow('expected a time, got soon');
	});
});

describe('the file', () => {
	const rotated = rotateKey(sampleKeyring(), {
		public_key: publicKeyOf('new'),
		replaces: executor,
		at: june,
		not_after: null,
		by: 'admin',
	}).keyring;
	const revoked = revokeKey(rotated, { key_id: executor, at: july, reason: 'superseded', by: 'admin' }).keyring;

	it.each([
		['empty', emptyKeyring],
		['of two keys', sampleKeyring()],
		['with a lineage', rotated],
		['with a revocation', revoked],
	])('is read as it was written: %s', (_what, keyring) => {
		const text = writeKeyring(keyring);
		expect(readKeyring(text)).toEqual(keyring);
		expect(readKeyring(Buffer.from(text))).toEqual(keyring);
		expect(text.endsWith('}\n')).toBe(true);
		expect(text).toContain('\n\t"keys": [');
	});

	const edited = (change: (keys: EnrolledKey[]) => unknown[]) =>
		writeKeyring({ ...revoked, keys: change([...revoked.keys]) as never });
	const withKey = (index: number, change: Partial<EnrolledKey>) =>
		edited((keys) => keys.map((key, at) => (at === index ? { ...key, ...change } : key)));
	const other = keyIdOf(publicKeyOf('verifier'));

	it.each<[string, string, string, string]>([
		[
			'an id that is not of its bytes',
			withKey(1, { key_id: 'f'.repeat(64) }),
			'KEYRING_MALFORMED',
			`expected the id ${other} of its bytes`,
		],
		[
			'a key of small order',
			withKey(1, { public_key: `01${'00'.repeat(31)}`, key_id: keyIdOf(`01${'00'.repeat(31)}`) }),
			'KEY_SMALL_ORDER',
			'anybody can sign for it',
		],
		['a key twice', edited((keys) => [...keys, ...keys.slice(1, 2)]), 'KEYRING_MALFORMED', 'it is there twice'],
		[
			'a revocation without a reason',
			withKey(0, { revocation_reason: null }),
			'KEYRING_MALFORMED',
			'expected both time and reason of a revocation, or neither',
		],
		[
			'a reason without a revocation',
			withKey(0, { revoked_at: null }),
			'KEYRING_MALFORMED',
			'expected both time and reason of a revocation, or neither',
		],
		[
			'a lineage that leads nowhere',
			edited((keys) => keys.slice(1)),
			'KEYRING_MALFORMED',
			`expected the key that it replaces, ${executor}, before it`,
		],
		[
			'a lineage that leads forward',
			edited((keys) => keys.reverse()),
			'KEYRING_MALFORMED',
			`expected the key that it replaces, ${executor}, before it`,
		],
		[
			'a lineage to the other half',
			withKey(2, { holder: 'verifier' }),
			'KEYRING_MALFORMED',
			'it replaces a key of the executor',
		],
		['an unknown member', withKey(1, { note: 'x' } as never), 'KEYRING_MALFORMED', 'keys.1: Unrecognized key: "note"'],
		['a holder that is none', withKey(1, { holder: 'admin' } as never), 'KEYRING_MALFORMED', 'keys.1.holder: '],
		[
			'a time without its zone',
			withKey(1, { enrolled_at: '2026-05-01T00:00:00.000' }),
			'KEYRING_MALFORMED',
			'keys.1.enrolled_at: ',
		],
		['another format', JSON.stringify({ ...revoked, format: 'v2' }), 'KEYRING_MALFORMED', 'format: '],
		['no object', '[]', 'KEYRING_MALFORMED', 'keyring: '],
	])('refuses %s', (_what, text, code, message) => {
		expect(codeOf(() => readKeyring(text))).toBe(code);
		expect(() => readKeyring(text)).toThrow(message);
	});

	it('names the key that is at fault', () => {
		try {
			readKeyring(withKey(2, { holder: 'verifier' }));
			expect.unreachable();
		} catch (error) {
			expect(error).toBeInstanceOf(SignatureError);
			expect(error).toMatchObject({ subject: keyIdOf(publicKeyOf('new')), name: 'SignatureError' });
		}
	});

	it('refuses a member given twice, of which one reader would take the first and another the last', () => {
		const text = writeKeyring(sampleKeyring()).replace(
			'"holder": "executor"',
			'"holder": "verifier", "holder": "executor"',
		);
		expect(() => readKeyring(text)).toThrow(/the key "holder" a second time/);
	});
});

it('a keyring that differs in anything has another digest', () => {
	const digests = [
		emptyKeyring,
		sampleKeyring(),
		enrolKey(sampleKeyring(), enrolment).keyring,
		enrolKey(sampleKeyring(), { ...enrolment, by: 'other' }).keyring,
	].map(keyringDigest);
	expect(new Set(digests).size).toBe(4);
});
