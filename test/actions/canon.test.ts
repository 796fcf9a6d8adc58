import { describe, expect, it } from 'vitest';
import { bytesOfSource } from '../../actions/canon/bytes-of-source.ts';
import { viewCanonical } from '../../actions/canon/view-canonical.ts';
import { canonRequest, canonView, mostTokensListed } from '../../contract/canon.ts';
import { sha256 } from '../../core/digest/sha256.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

function refusal(work: () => unknown): CutterError {
	try {
		work();
	} catch (error) {
		if (error instanceof CutterError) return error;
		throw error;
	}
	throw new Error('It was not refused.');
}

describe('a text made canonical', () => {
	it('has rule, digest and number of tokens, and no tokens that were not asked for', () => {
		const view = viewCanonical(bytes('\uFEFFMột  hai \r\n'), { tokens: false });
		expect(canonView.strict().parse(view)).toEqual({
			rule: 'canon-md-v0.1.0',
			unicode: '16.0.0',
			text: 'Một  hai\n',
			digest: sha256('Một  hai\n'),
			token_count: 4,
			reserved: { count: 0, first: [] },
		});
	});

	it('lists all tokens, or those of a span', () => {
		const all = viewCanonical(bytes('one, two'), { tokens: true });
		expect(all.tokens?.map(({ kind, byte_start, byte_end }) => [kind, byte_start, byte_end])).toEqual([
			['word', 0, 3],
			['sign', 3, 4],
			['space', 4, 5],
			['word', 5, 8],
			['line_end', 8, 8],
		]);
		const some = viewCanonical(bytes('one, two'), { tokens: true, span: { byte_start: 1, byte_end: 4 } });
		expect(some.span).toEqual({ start_token: 0, end_token: 2, cut_start: true, cut_end: false });
		expect(some.tokens).toEqual(all.tokens?.slice(0, 2));
		expect(some.token_count).toBe(5);
	});

	it('counts every reserved code point and lists the first twenty', () => {
		const { reserved } = viewCanonical(bytes('\u0378'.repeat(21)), { tokens: false });
		expect([reserved.count, reserved.first.length]).toEqual([21, 20]);
		expect(reserved.first[1]).toEqual({ code_point: 0x378, byte_offset: 2 });
	});

	it('is refused where it is no UTF-8, with the byte', () => {
		const error = refusal(() => viewCanonical(Buffer.from([0x61, 0xff]), { tokens: false }));
		expect(error).toMatchObject({ code: 'INVALID_INPUT', facts: { byte_offset: 1 } });
		expect(error.message).toMatch(/^The text is not UTF-8: byte 1, FF: /);
	});

	it('is refused a span that lies outside it, or runs backwards', () => {
		for (const span of [
			{ byte_start: 0, byte_end: 4 },
			{ byte_start: 2, byte_end: 1 },
		]) {
			expect(refusal(() => viewCanonical(bytes('abc'), { tokens: false, span }))).toMatchObject({
				code: 'INVALID_INPUT',
				message: expect.stringMatching(/^span: byte \d is not between /),
			});
		}
	});

	it('lists as many tokens as an answer holds, and refuses one more', () => {
		const most = viewCanonical(bytes('.'.repeat(mostTokensListed - 1)), { tokens: true });
		expect(most.tokens).toHaveLength(mostTokensListed);
		const long = bytes('.'.repeat(mostTokensListed));
		expect(refusal(() => viewCanonical(long, { tokens: true }))).toMatchObject({
			code: 'INVALID_INPUT',
			message: expect.stringContaining(`${mostTokensListed + 1} tokens`),
		});
		const span = { byte_start: 0, byte_end: 2 };
		expect(viewCanonical(long, { tokens: true, span }).tokens).toHaveLength(2);
	});
});

describe('a text in JSON', () => {
	it('is text or base64, and the same bytes either way', () => {
		const sources = [{ text: 'Đ24\n' }, { base64: bytes('Đ24\n').toString('base64') }];
		const [text, base64] = sources.map((source) => bytesOfSource(canonRequest.parse({ source }).source));
		expect(Buffer.from(text ?? [])).toEqual(bytes('Đ24\n'));
		expect(Buffer.from(base64 ?? [])).toEqual(bytes('Đ24\n'));
		expect(bytesOfSource(canonRequest.parse({ source: { text: '' } }).source)).toHaveLength(0);
		expect(bytesOfSource(canonRequest.parse({ source: { base64: '' } }).source)).toHaveLength(0);
	});

	it.each([
		['both', { text: 'a', base64: 'YQ==' }, 'either text or base64'],
		['neither', {}, 'either text or base64'],
		['half of a surrogate pair', { text: 'a\ud800' }, 'half of a surrogate pair'],
		['what is no base64', { base64: 'a-b' }, 'base64'],
		['another name', { text: 'a', encoding: 'utf-16' }, 'encoding'],
	])('is refused when it is %s', (_, source, told) => {
		const { error } = canonRequest.safeParse({ source });
		expect(JSON.stringify(error?.issues)).toContain(told);
	});
});
