import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize, canonicalText } from '../../../core/canon/canonicalize.ts';
import { MalformedUtf8 } from '../../../core/canon/utf8/malformed-utf8.ts';
import { anyBytes, anyText, assignedText, runs } from './arbitraries.ts';
import { referenceText, referenceTokens, unnamedScripts } from './reference.ts';

const encoder = new TextEncoder();
const canon = (text: string) => canonicalize(encoder.encode(text));

describe('for any text', { timeout: 3_600_000 }, () => {
	it('the rule is idempotent and deterministic', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const once = canon(text);
				const twice = canon(once.text);
				expect(twice.text).toBe(once.text);
				expect(twice.digest).toBe(once.digest);
				expect(twice.map.edits.length).toBe(0);
				expect(twice.tokens.count).toBe(once.tokens.count);
				expect(canon(text).digest).toBe(once.digest);
				expect(twice.reserved.map(({ code_point }) => code_point)).toEqual(
					once.reserved.map(({ code_point }) => code_point),
				);
			}),
			{ numRuns: runs },
		);
	});

	it('what the rule takes away makes no difference: byte order mark, line ends, blanks, form', () => {
		const wrap = fc.record({
			mark: fc.boolean(),
			end: fc.constantFrom('\n', '\r\n', '\r'),
			blank: fc.constantFrom('', ' ', '\t\u2000'),
		});
		fc.assert(
			fc.property(
				assignedText,
				wrap,
				fc.constantFrom('NFC' as const, 'NFD' as const),
				(text, { mark, end, blank }, form) => {
					const { text: canonical, tokens } = canon(text);
					// A mark at the start of the text would be taken away, one more would not.
					fc.pre(!canonical.startsWith('\uFEFF'));
					const other = canon((mark ? '\uFEFF' : '') + canonical.normalize(form).replaceAll('\n', blank + end));
					expect(other.text).toBe(canonical);
					expect(other.tokens.count).toBe(tokens.count);
				},
			),
			{ numRuns: runs },
		);
	});

	it('of assigned code points, text and tokens are those of the rule as it would be written at first', () => {
		fc.assert(
			fc.property(assignedText, (text) => {
				const { text: canonical, tokens } = canon(text);
				expect(canonical).toBe(referenceText(text));
				if (unnamedScripts.test(text)) return;
				expect(Array.from({ length: tokens.count }, (_, at) => tokens.textOf(at))).toEqual(referenceTokens(canonical));
			}),
			{ numRuns: runs },
		);
	});
});

it('any bytes are text or are refused with a place, and nothing else happens', { timeout: 3_600_000 }, () => {
	fc.assert(
		fc.property(anyBytes, (bytes) => {
			try {
				canonicalText(bytes);
			} catch (error) {
				expect(error).toBeInstanceOf(MalformedUtf8);
			}
		}),
		{ numRuns: runs },
	);
});
