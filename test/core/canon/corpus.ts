import { createHash } from 'node:crypto';
import { canonicalize } from '../../../core/canon/canonicalize.ts';
import { explain } from '../../../core/canon/explain/explain.ts';

const TEXTS = 3000;

/** Where the rule has most to do: lines and blanks, Latin and marks, Indic, Hangul, kana, signs, the new, the unassigned. */
const ranges: readonly (readonly [first: number, last: number])[] = [
	...([
		[0x09, 0x0d],
		[0x20, 0x7e],
		[0x80, 0xa0],
		[0xc0, 0x1b0],
		[0x300, 0x370],
		[0x900, 0x963],
		[0x9be, 0x9d7],
	] as const),
	...([
		[0xe01, 0xe4e],
		[0xf40, 0xfbc],
		[0x1100, 0x11ff],
		[0x1ab0, 0x1aeb],
		[0x1ea0, 0x1ef9],
		[0x1f00, 0x1fff],
	] as const),
	...([
		[0x2000, 0x206f],
		[0x20d0, 0x20ff],
		[0x3040, 0x30ff],
		[0xa8e0, 0xa8f1],
		[0xac00, 0xac40],
		[0xf900, 0xfaff],
	] as const),
	...([
		[0xfb1d, 0xfb4f],
		[0xfeff, 0xfeff],
		[0xfffc, 0xffff],
		[0x11380, 0x113e2],
		[0x16100, 0x1612f],
		[0x16d63, 0x16d6a],
	] as const),
	...([
		[0x1d15e, 0x1d1c0],
		[0x1e2ec, 0x1e2ef],
		[0x1f600, 0x1f64f],
		[0x2f800, 0x2fa1d],
		[0xe0100, 0xe01ef],
	] as const),
];

/** xorshift32 (Marsaglia 2003): the same numbers everywhere. */
function* numbers(seed: number): Generator<number, never> {
	for (let state = seed; ; ) {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		yield state >>> 0;
	}
}

function* texts(): Generator<Uint8Array> {
	const source = numbers(2463534242);
	const next = (below: number) => source.next().value % below;
	for (let made = 0; made < TEXTS; made++) {
		let text = next(8) === 0 ? '\uFEFF' : '';
		for (let left = next(120); left > 0; left--) text += String.fromCodePoint(pick(next));
		yield new TextEncoder().encode(text);
	}
}

function pick(next: (below: number) => number): number {
	if (next(6) === 0) return [0x0a, 0x0d, 0x20, 0x61][next(4)] ?? 0;
	const [first, last] = ranges[next(ranges.length)] ?? [0, 0];
	return first + next(last - first + 1);
}

/** One digest over what the library says of a corpus that is the same everywhere: texts, tokens, places, explanations. */
export function corpusDigest(): string {
	const hash = createHash('sha256');
	let before: Uint8Array = new Uint8Array();
	for (const source of texts()) {
		const { digest, tokens, map, reserved } = canonicalize(source);
		hash.update(JSON.stringify([digest, [...tokens], [...map.edits], reserved, explain(before, source)]));
		before = source;
	}
	return hash.digest('hex');
}
