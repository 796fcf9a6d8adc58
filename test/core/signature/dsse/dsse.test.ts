import { describe, expect, it } from 'vitest';
import { type DsseEnvelope, dsseEnvelope } from '../../../../contract/signatures.ts';
import { decodeBase64 } from '../../../../core/signature/dsse/decode-base64.ts';
import { preAuthEncoding } from '../../../../core/signature/dsse/pre-auth-encoding.ts';
import { signPayload } from '../../../../core/signature/dsse/sign-payload.ts';
import { type Trust, verifyEnvelope } from '../../../../core/signature/dsse/verify-envelope.ts';
import { keyIdOf } from '../../../../core/signature/key/key-files.ts';
import { codeOf, keyOf, publicKeyOf, refusalOf } from '../samples.ts';
import published from '../vectors/dsse.json' with { type: 'json' };
import speccheck from '../vectors/ed25519-speccheck.json' with { type: 'json' };

const keys: Record<string, string> = published.keys;

describe('the vectors of the protocol', () => {
	it('its example, byte for byte', () => {
		const { payload_type, payload, pae } = published.example;
		expect(preAuthEncoding(payload_type, Buffer.from(payload)).toString()).toBe(pae);
	});

	it.each(published.vectors)(
		'$id: $expect',
		({ envelope, trustedKeys, threshold, supportedPayloadTypes, expect: verdict }) => {
			const trust = { keys: trustedKeys.map((name) => keys[name] ?? ''), threshold };
			const parsed = dsseEnvelope.parse(envelope);
			const accepted = supportedPayloadTypes.some(
				(payload_type) => codeOf(() => verifyEnvelope(parsed, { ...trust, payload_type })) === undefined,
			);
			expect(accepted ? 'accept' : 'reject').toBe(verdict);
		},
	);

	it.each(published.vectors.filter(({ id }) => id !== 'payload-type-swapped'))(
		'$id: the encoding',
		({ envelope, pae }) => {
			const payload = decodeBase64(envelope.payload, 'payload');
			expect(preAuthEncoding(envelope.payloadType, payload).toString('hex')).toBe(pae);
		},
	);
});

const payload_type = 'application/vnd.example+json';
const payload = Buffer.from('{"a":1}');
const [a, b] = ['a', 'b'].map(publicKeyOf);
const trust = (threshold = 1, keys = [a ?? '', b ?? '']): Trust => ({ payload_type, keys, threshold });
const signed = (...names: string[]) => signPayload(payload_type, payload, names.map(keyOf));

describe('an envelope', () => {
	it('carries type, payload in base64, and one signature a key, each with the hint of its key', () => {
		const envelope = signed('a', 'b');
		expect(dsseEnvelope.parse(envelope)).toEqual(envelope);
		expect(envelope).toMatchObject({ payload: 'eyJhIjoxfQ==', payloadType: payload_type });
		expect(envelope.signatures.map(({ keyid }) => keyid)).toEqual([keyIdOf(a ?? ''), keyIdOf(b ?? '')]);
	});

	it('gives back the bytes that were verified, and the keys that signed', () => {
		const verified = verifyEnvelope(signed('b'), trust());
		expect(Buffer.from(verified.payload)).toEqual(payload);
		expect(verified.keys).toEqual([b]);
	});

	it.each<[string, (envelope: DsseEnvelope) => DsseEnvelope, string, string]>([
		[
			'its payload changed',
			(envelope) => ({ ...envelope, payload: Buffer.from('{"a":2}').toString('base64') }),
			'THRESHOLD_NOT_MET',
			'expected 1 distinct trusted keys, got 0',
		],
		[
			'its type swapped',
			(envelope) => ({ ...envelope, payloadType: 'application/vnd.other+json' }),
			'PAYLOAD_TYPE_MISMATCH',
			`expected a payload of type ${payload_type}, got application/vnd.other+json`,
		],
		[
			'no signature',
			(envelope) => ({ ...envelope, signatures: [] }),
			'THRESHOLD_NOT_MET',
			'expected 1 distinct trusted keys, got 0',
		],
		[
			'a payload that is no base64',
			(envelope) => ({ ...envelope, payload: 'eyJhIjoxfQ=' }),
			'ENVELOPE_MALFORMED',
			'payload: expected base64, got something else',
		],
		[
			'a signature that is no base64',
			(envelope) => ({ ...envelope, signatures: [...envelope.signatures, { sig: '*' }] }),
			'ENVELOPE_MALFORMED',
			'signatures[1].sig: expected base64, got something else',
		],
		[
			'a signature that is too short',
			({ signatures, ...envelope }) => ({ ...envelope, signatures: [{ sig: signatures[0]?.sig.slice(0, 84) ?? '' }] }),
			'THRESHOLD_NOT_MET',
			'expected 1 distinct trusted keys, got 0',
		],
	])('with %s is refused', (_what, change, code, message) => {
		const attempt = () => verifyEnvelope(change(signed('a')), trust());
		expect(codeOf(attempt)).toBe(code);
		expect(refusalOf(attempt)?.message).toBe(message);
	});

	it('whose type was swapped together with what the reader asks for is refused too: the type is signed', () => {
		const other = { ...signed('a'), payloadType: 'application/vnd.other+json' };
		expect(codeOf(() => verifyEnvelope(other, { ...trust(), payload_type: other.payloadType }))).toBe(
			'THRESHOLD_NOT_MET',
		);
	});
});

describe('key ids decide nothing', () => {
	const withIds = (keyid: string | undefined) => {
		const { signatures, ...envelope } = signed('a');
		return { ...envelope, signatures: signatures.map(({ sig }) => (keyid === undefined ? { sig } : { sig, keyid })) };
	};

	it.each([
		['none', undefined],
		['an unknown one', 'nobody'],
		["another key's", keyIdOf(b ?? '')],
	])('a good signature is good under %s', (_what, keyid) => {
		expect(verifyEnvelope(withIds(keyid), trust()).keys).toEqual([a]);
	});

	it('a signature by a key that is not trusted is none, under the id of one that is', () => {
		const { signatures, ...envelope } = signed('stranger');
		const disguised = { ...envelope, signatures: signatures.map(({ sig }) => ({ sig, keyid: keyIdOf(a ?? '') })) };
		expect(codeOf(() => verifyEnvelope(disguised, trust()))).toBe('THRESHOLD_NOT_MET');
	});

	it('swapped between two signatures they change nothing', () => {
		const { signatures, ...envelope } = signed('a', 'b');
		const [one, two] = signatures;
		const swapped = [
			{ sig: one?.sig ?? '', keyid: two?.keyid ?? '' },
			{ sig: two?.sig ?? '', keyid: one?.keyid ?? '' },
		];
		expect(verifyEnvelope({ ...envelope, signatures: swapped }, trust(2)).keys).toEqual([a, b]);
	});
});

describe('a threshold counts distinct keys', () => {
	it.each<[string, string[], string[], number, boolean]>([
		['two keys', ['a', 'b'], ['a', 'b'], 2, true],
		['two keys and one that is not trusted', ['stranger', 'a', 'b'], ['a', 'b'], 2, true],
		['one key twice', ['a', 'a'], ['a', 'b'], 2, false],
		['one key, trusted twice', ['a', 'a'], ['a', 'a'], 2, false],
		['one key and one that is not trusted', ['a', 'stranger'], ['a', 'b'], 2, false],
		['none where none is asked for', [], ['a'], 0, false],
		['none where less is asked for', [], ['a'], -1, false],
		['one where a number is missing', ['a'], ['a'], Number.NaN, false],
	])('%s', (_what, signers, trusted, threshold, accepted) => {
		const attempt = () => verifyEnvelope(signed(...signers), trust(threshold, trusted.map(publicKeyOf)));
		expect(codeOf(attempt)).toBe(accepted ? undefined : 'THRESHOLD_NOT_MET');
	});

	it('one key spelled in two ways is one', () => {
		const spelled = [a ?? '', (a ?? '').toUpperCase()];
		expect(codeOf(() => verifyEnvelope(signed('a', 'a'), trust(2, spelled)))).toBe('THRESHOLD_NOT_MET');
		expect(verifyEnvelope(signed('a'), trust(1, [(a ?? '').toUpperCase()])).keys).toEqual([a]);
	});

	it('a trusted key of small order signs nothing', () => {
		for (const { pub_key, signature } of speccheck.cases.filter(({ key }) => key === 'KEY_SMALL_ORDER')) {
			const envelope = { ...signed(), signatures: [{ sig: Buffer.from(signature, 'hex').toString('base64') }] };
			expect(codeOf(() => verifyEnvelope(envelope, trust(1, [pub_key])))).toBe('THRESHOLD_NOT_MET');
		}
	});
});

describe('base64', () => {
	it.each([
		['', ''],
		['Zg==', '66'],
		['Zg', '66'],
		['Zm8=', '666f'],
		['Zm9v', '666f6f'],
		['+/+/', 'fbffbf'],
		['-_-_', 'fbffbf'],
		['-_-_Pj8=', 'fbffbf3e3f'],
		['-_-_Pj8', 'fbffbf3e3f'],
	])('reads %s', (text, bytes) => {
		expect(decodeBase64(text, 'x').toString('hex')).toBe(bytes);
	});

	it.each([
		['two alphabets at once', '+_+_'],
		['a blank', 'Zm 9v'],
		['a line break', 'Zm9v\n'],
		['a blank before', ' Zm9v'],
		['another character', 'Zm9v!'],
		['one digit', 'Z'],
		['five digits', 'Zm9vZ'],
		['padding that is short', 'Zg='],
		['padding that is long', 'Zg==='],
		['padding where none belongs', 'Zm9v='],
		['padding alone', '=='],
		['four of it', '===='],
		['data after padding', 'Zg==Zg=='],
		['spare bits that are not zero', 'Zh=='],
		['the same in the middle size', 'Zm9='],
	])('refuses %s', (_what, text) => {
		expect(codeOf(() => decodeBase64(text, 'x'))).toBe('ENVELOPE_MALFORMED');
	});
});
