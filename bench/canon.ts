/**
 * Canonical text, against the obvious pipeline of regular expressions and against remark (parse and stringify), on
 * documents of 8 KB; then 10 times the input: `node bench/canon.ts`.
 * All run in one process, in turns; each figure is the best of its rounds, for the others measure the machine.
 * Every one of them gives text and sha256; the pipeline splits at white space, or matches the rule's own tokens.
 */
import { createHash } from 'node:crypto';
import { remark } from 'remark';
import { canonicalize, canonicalText } from '../core/canon/canonicalize.ts';

const KILOBYTES_8 = 8192;

/** The rule's tokens, scripts without spaces aside. */
const sameTokens = /\n|[^\S\n]+|[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*|[\s\S][\p{M}\p{Cf}]*/gu;

const english = `# Title of a section

A paragraph of *plain* prose, as a [handbook](https://example.org/page) has it: with commas, \`code\`, and 3.14.\r

- one item of a list
- another one, with two blanks behind it  

> A quotation – with a dash in it.

`;
const vietnamese = `## Điều 28: Quy định chung

Văn bản này được chuẩn hoá trước khi ký: **mọi** thay đổi đều phải có bằng chứng – không có ngoại lệ.\r

1. Một dòng của danh sách
2. Hai dòng, với hai dấu cách ở cuối  

`;

const documents: [string, string][] = [
	['English', english],
	['English, already canonical', canonicalText(bytesOf(english)).text],
	['Vietnamese', vietnamese],
	['Vietnamese, decomposed', vietnamese.normalize('NFD')],
];

console.log('document | bytes | ours: text, µs | ours: tokens too | pipeline: text | split | the same tokens | remark');
for (const [name, part] of documents) {
	const source = fill(part, KILOBYTES_8);
	const [text = 0, tokens = 0, pipe = 0, split = 0, match = 0, parse = 0] = bestOf([
		() => canonicalText(source).digest,
		() => canonicalize(source).tokens.count,
		() => pipeline(source).digest,
		() => pipeline(source).text.split(/\s+/u).length,
		() => pipeline(source).text.match(sameTokens)?.length,
		() => digestOf(remark().processSync(Buffer.from(source)).toString()),
	]);
	const compared = [
		`${pipe.toFixed(1)} (${ratio(pipe, text)})`,
		`${split.toFixed(1)} (${ratio(split, tokens)})`,
		`${match.toFixed(1)} (${ratio(match, tokens)})`,
		`${parse.toFixed(0)} (${ratio(parse, text)}, with tokens ${ratio(parse, tokens)})`,
	];
	console.log([name, source.length, text.toFixed(1), tokens.toFixed(1), ...compared].join(' | '));
}

console.log('\ndocument | with tokens, 80 KB, µs | 800 KB | 8 MB | 10 × input takes');
const long: [string, string][] = [
	...documents,
	['one letter with marks out of order', '\u0301\u0323'],
	['blanks', ' \u2000'],
];
for (const [name, part] of long) {
	const sources = [1, 10, 100].map((factor) => fill(part, 10 * KILOBYTES_8 * factor));
	const times = bestOf(
		sources.map((source) => () => canonicalize(source).tokens.count),
		12,
	);
	const growth = times.slice(1).map((time, index) => ratio(time, times[index] ?? 0));
	console.log([name, ...times.map((time) => time.toFixed(0)), growth.join(', then ')].join(' | '));
}

/** Nothing but what the language offers: the text of the rule where the runtime knows the same Unicode. */
function pipeline(source: Uint8Array): { text: string; digest: string } {
	const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
		.decode(source)
		.replace(/^\uFEFF+/u, '')
		.normalize('NFC')
		.replace(/\r\n?/gu, '\n')
		.replace(/[^\S\n]+$/gmu, '')
		.replace(/\n*$/u, '\n');
	return { text, digest: digestOf(text) };
}

function digestOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

function bytesOf(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

/** The part again and again, whole. */
function fill(part: string, size: number): Uint8Array {
	return bytesOf(part.repeat(Math.ceil(size / Buffer.byteLength(part))));
}

function ratio(theirs: number, ours: number): string {
	return `${(theirs / ours).toFixed(1)} ×`;
}

/** Microseconds of one call each: the functions take turns, so that a busy moment of the machine meets them all. */
function bestOf(functions: readonly (() => unknown)[], rounds = 60): number[] {
	const calls = functions.map(callsIn5Milliseconds);
	const best = functions.map(() => Number.POSITIVE_INFINITY);
	for (let round = 0; round < rounds; round++) {
		for (const [index, run] of functions.entries()) {
			const count = calls[index] ?? 1;
			best[index] = Math.min(best[index] ?? 0, time(run, count) / count);
		}
	}
	return best;
}

function callsIn5Milliseconds(run: () => unknown): number {
	const once = time(run, 1);
	if (once < 5000) time(run, 400);
	let calls = 1;
	while (time(run, calls) < 5000) calls *= 2;
	return calls;
}

function time(run: () => unknown, calls: number): number {
	const start = process.hrtime.bigint();
	for (let call = 0; call < calls; call++) run();
	return Number(process.hrtime.bigint() - start) / 1000;
}
