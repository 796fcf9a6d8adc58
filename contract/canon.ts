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

/** `POST /cutter/canon`: a text made canonical. Tokens and span on request. */
export const canonView = z.object({
	rule: z.string(),
	unicode: z.string(),
	text: z.string(),
	digest,
	token_count: offset,
	tokens: z.array(canonToken).optional(),
	span: tokenSpan.optional(),
	reserved: z.object({ count: offset, first: z.array(reservedCodePoint) }),
});
export type CanonView = z.infer<typeof canonView>;
