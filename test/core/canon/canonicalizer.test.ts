import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize, canonicalText } from '../../../core/canon/canonicalize.ts';
import { Canonicalizer, canonicalizeStream } from '../../../core/canon/canonicalizer.ts';
import { anyText, runs } from './arbitraries.ts';

const encoder = new TextEncoder();

function inParts(source: Uint8Array, cuts: readonly number[]): Uint8Array[] {
	const ends = [...cuts.map((cut) => cut % (source.length + 1)).sort((a, b) => a - b), source.length];
	return ends.map((end, at) => source.slice(ends[at - 1] ?? 0, end));
}

const sample = '\uFEFF\uFEFF# Tiê\u0301ng\r\n\r\nViệt \t\r\n😀 x\r\r\n\u0378\n\n \r\n';

describe('a source that comes in parts', () => {
	it.each(Array.from({ length: encoder.encode(sample).length + 1 }, (_, cut) => [cut]))(
		'is the same cut at byte %d',
		(cut) => {
			const source = encoder.encode(sample);
			const canonicalizer = new Canonicalizer();
			for (const part of inParts(source, [cut])) canonicalizer.push(part);
			const { text, digest, map, reserved, tokens } = canonicalizer.finish();
			const whole = canonicalize(source);
			expect({ text, digest, map, reserved, tokens: [...tokens] }).toEqual({
				text: whole.text,
				digest: whole.digest,
				map: whole.map,
				reserved: whole.reserved,
				tokens: [...whole.tokens],
			});
		},
	);

	it('is the same in any parts', { timeout: 3_600_000 }, () => {
		fc.assert(
			fc.property(anyText, fc.array(fc.nat(), { maxLength: 6 }), (text, cuts) => {
				const source = encoder.encode(text);
				const canonicalizer = new Canonicalizer();
				for (const part of inParts(source, cuts)) canonicalizer.push(part);
				expect(canonicalizer.finishText()).toEqual(canonicalText(source));
			}),
			{ numRuns: runs },
		);
	});

	it('is the same byte by byte', () => {
		const canonicalizer = new Canonicalizer();
		for (const byte of encoder.encode(sample)) canonicalizer.push(Uint8Array.of(byte));
		expect(canonicalizer.finishText()).toEqual(canonicalText(encoder.encode(sample)));
	});

	it('may come in one buffer that is used again', () => {
		const buffer = new Uint8Array(1);
		const canonicalizer = new Canonicalizer();
		for (const byte of encoder.encode(sample)) {
			buffer[0] = byte;
			canonicalizer.push(buffer);
		}
		expect(canonicalizer.finishText().text).toBe(canonicalText(encoder.encode(sample)).text);
	});

	it('is not mixed up with another one that comes at the same time', () => {
		const texts = [sample, sample.replaceAll(/\p{L}/gu, 'e\u0301')].map((text) =>
			encoder.encode(`${text}\n`.repeat(3)),
		);
		const canonicalizers = texts.map(() => new Canonicalizer());
		for (let at = 0; at < Math.max(...texts.map(({ length }) => length)); at += 7) {
			for (const [index, text] of texts.entries()) canonicalizers[index]?.push(text.subarray(at, at + 7));
		}
		expect(canonicalizers.map((canonicalizer) => canonicalizer.finishText())).toEqual(texts.map(canonicalText));
	});

	it('keeps U+FEFF that begins a later part', () => {
		const canonicalizer = new Canonicalizer();
		for (const part of ['a\n', '\uFEFFb\n', '\uFEFFc']) canonicalizer.push(encoder.encode(part));
		expect(canonicalizer.finishText().text).toBe('a\n\uFEFFb\n\uFEFFc\n');
	});

	it('is one LF when nothing came', () => {
		expect(new Canonicalizer().finishText()).toEqual(canonicalText(new Uint8Array()));
	});

	it('has the place of a fault in the whole source', () => {
		const canonicalizer = new Canonicalizer();
		canonicalizer.push(encoder.encode('one\r\ntw'));
		expect(() => canonicalizer.push(Uint8Array.of(0x6f, 0xff, 0x0a))).toThrow('not UTF-8: byte 8, FF');
	});

	it('is refused when it ends within a character', () => {
		const canonicalizer = new Canonicalizer();
		canonicalizer.push(Uint8Array.of(0x61, 0x0a, 0xe2, 0x82));
		expect(() => canonicalizer.finish()).toThrow(
			'not UTF-8: byte 2, E2 82: a sequence that the end of the text cuts off',
		);
	});
});

it('takes a stream, of which no one waits for the end to find a fault', async () => {
	async function* stream() {
		for (const part of inParts(encoder.encode(sample), [3, 9, 20])) yield part;
	}
	expect((await canonicalizeStream(stream())).digest).toBe(canonicalText(encoder.encode(sample)).digest);
	expect((await canonicalizeStream([encoder.encode('a'), encoder.encode('b\r')])).text).toBe('ab\n');

	let asked = 0;
	function* faulty() {
		for (; asked < 3; asked++) yield Uint8Array.of(0xff, 0x0a);
	}
	await expect(canonicalizeStream(faulty())).rejects.toThrow('not UTF-8: byte 0');
	expect(asked).toBe(0);
});
