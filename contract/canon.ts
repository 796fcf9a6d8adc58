import { z } from 'zod';

/** What a canonical token is. The boundary of Đ24 was never found: these are ours, see docs/canon-md-v0.1.0.md. */
export const tokenKinds = ['word', 'sign', 'space', 'line_end'] as const;
export const tokenKind = z.enum(tokenKinds);
export type TokenKind = z.infer<typeof tokenKind>;

const offset = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** One token of the canonical text. Offsets count bytes; the ends are exclusive. */
export const canonToken = z.object({
	kind: tokenKind,
	/** In the source as it came. What the rule drops (byte order marks, trailing blanks) is in no token. */
	byte_start: offset,
	byte_end: offset,
	/** In the UTF-8 of the canonical text. */
	canonical_start: offset,
	canonical_end: offset,
});
export type CanonToken = z.infer<typeof canonToken>;

/** A span of the source in tokens: `[start_token, end_token)`. */
export const tokenSpan = z.object({
	start_token: offset,
	end_token: offset,
	/** The span begins, or ends, inside a token, which is counted whole. */
	cut_start: z.boolean(),
	cut_end: z.boolean(),
});
export type TokenSpan = z.infer<typeof tokenSpan>;

/** A span of the source in bytes: `[byte_start, byte_end)`, the seeds' unit of `source_span`. */
export const byteSpan = z.object({ byte_start: offset, byte_end: offset });
export type ByteSpan = z.infer<typeof byteSpan>;

/** A code point that the pinned version of Unicode does not assign. */
export const reservedCodePoint = z.object({ code_point: z.int(), byte_offset: offset });
export type ReservedCodePoint = z.infer<typeof reservedCodePoint>;

/** More tokens than this are not listed in one answer: a span asks for some of them. */
export const mostTokensListed = 20_000;

/** A text in JSON, or the bytes as they are: base64 alone keeps what is no UTF-8. */
export const sourceText = z
	.strictObject({ text: z.string().optional(), base64: z.base64().optional() })
	.refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), 'give either text or base64')
	.refine(({ text = '' }) => text.isWellFormed(), 'text holds half of a surrogate pair, which is no code point');
export type SourceText = z.infer<typeof sourceText>;

/** `POST /cutter/canon`. With a span, `tokens` lists those of the span; without, all. */
export const canonRequest = z.strictObject({
	source: sourceText,
	tokens: z.boolean().default(false),
	span: z.strictObject({ byte_start: offset, byte_end: offset }).optional(),
});

/** `POST /cutter/canon/explain`. */
export const explainRequest = z.strictObject({ first: sourceText, second: sourceText });

/** `POST /cutter/canon`: a text made canonical. Tokens and span on request. */
export const canonView = z.object({
	rule: z.string(),
	unicode: z.string(),
	text: z.string(),
	digest,
	token_count: offset,
	tokens: z.array(canonToken).optional(),
	span: tokenSpan.optional(),
	/** How many, and the first twenty. */
	reserved: z.object({ count: offset, first: z.array(reservedCodePoint) }),
});
export type CanonView = z.infer<typeof canonView>;

/** `unreadable`: one of the two is not UTF-8, so nothing can be said about their texts. */
export const canonVerdicts = ['identical', 'equal_under_rule', 'different', 'unreadable'] as const;
export const canonVerdict = z.enum(canonVerdicts);
export type CanonVerdict = z.infer<typeof canonVerdict>;

export const utf8Fault = z.object({ fault: z.string(), byte_offset: offset, message: z.string() });

/** What one text is like before the rule is applied; every count is a number of places. */
export const textProfile = z.object({
	bytes: offset,
	/** sha256 of the source, and of its canonical text. */
	source_digest: digest,
	canonical_digest: digest,
	byte_order_marks: offset,
	line_ends: z.object({ lf: offset, crlf: offset, cr: offset }),
	/** Line ends after the last line that has text: 1 is what the rule wants. */
	final_line_ends: offset,
	/** Lines with white space at their end, those of them that are Markdown hard breaks (two spaces or more) included. */
	trailing_blanks: offset,
	hard_breaks: offset,
	/** Places that NFC changes, and what the text looks like: `decomposed` has no composed letter at all. */
	not_nfc: offset,
	form: z.enum(['nfc', 'decomposed', 'mixed']),
	reserved: offset,
});
export type TextProfile = z.infer<typeof textProfile>;

/** Line and column count from 1, the column in code points of the canonical text; the offset is that in the source. */
export const canonPlace = z.object({ line: z.int().min(1), column: z.int().min(1), byte_offset: offset });
export type CanonPlace = z.infer<typeof canonPlace>;

export const lookalikeFamilies = ['dash', 'quote', 'space', 'invisible'] as const;
export const lookalikeFamily = z.enum(lookalikeFamilies);
export type LookalikeFamily = z.infer<typeof lookalikeFamily>;

const side = z.object({ code_point: z.int(), name: z.string().nullable() });

/** One code point in the place of another; `first` or `second` is null where an invisible one was left out or put in. */
export const codePointExchange = z.object({
	first: side.nullable(),
	second: side.nullable(),
	/** Set when both are of one family, or when the one that is there is invisible. */
	family: lookalikeFamily.nullable(),
	count: z.int().min(1),
	/** The first such place, in either text. */
	places: z.object({ first: canonPlace, second: canonPlace }),
});
export type CodePointExchange = z.infer<typeof codePointExchange>;

/** Text that stands in one and not in the other, or in its place; excerpts are cut to a few words. */
export const textChange = z.object({
	first: canonPlace.extend({ text: z.string(), lines: offset }),
	second: canonPlace.extend({ text: z.string(), lines: offset }),
});
export type TextChange = z.infer<typeof textChange>;

/** `POST /cutter/canon/explain`: how two texts differ. Lists are cut; the counts are not. */
export const canonExplanation = z.object({
	verdict: canonVerdict,
	rule: z.string(),
	unicode: z.string(),
	/** For people: the verdict first, then what differs. */
	sentences: z.array(z.string()),
	first: textProfile.nullable(),
	second: textProfile.nullable(),
	malformed: z.object({ first: utf8Fault.nullable(), second: utf8Fault.nullable() }),
	exchanges: z.array(codePointExchange),
	exchange_count: offset,
	/** Exchanges within a family of lookalikes, counted. */
	families: z.array(z.object({ family: lookalikeFamily, count: z.int().min(1) })),
	changes: z.array(textChange),
	change_count: offset,
});
export type CanonExplanation = z.infer<typeof canonExplanation>;
