import { type ByteSpan, type CanonToken, type CanonView, mostTokensListed } from '../../contract/canon.ts';
import type { CanonicalTokens } from '../../core/canon/canonical-tokens.ts';
import { canonicalize } from '../../core/canon/canonicalize.ts';
import { MalformedUtf8 } from '../../core/canon/utf8/malformed-utf8.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';

const reservedListed = 20;

/** What of a canonical text is asked for besides the text. */
export interface CanonQuestion {
	/** Lists the tokens: those of the span, or all. */
	readonly tokens: boolean;
	/** In bytes of the source. */
	readonly span?: ByteSpan | undefined;
}

/**
 * Makes a text canonical, and says of its tokens what was asked.
 * @throws CutterError INVALID_INPUT for bytes that are no UTF-8, a span outside the text, more tokens than are listed
 */
export function viewCanonical(source: Uint8Array, asked: CanonQuestion): CanonView {
	try {
		const { rule, unicode, text, digest, reserved, tokens } = canonicalize(source);
		const span = asked.span && tokens.span(asked.span.byte_start, asked.span.byte_end);
		const { start_token, end_token } = span ?? { start_token: 0, end_token: tokens.count };
		return {
			rule,
			unicode,
			text,
			digest,
			token_count: tokens.count,
			...(asked.tokens && { tokens: listTokens(tokens, start_token, end_token) }),
			...(span && { span }),
			reserved: { count: reserved.length, first: reserved.slice(0, reservedListed) },
		};
	} catch (error) {
		if (error instanceof MalformedUtf8) {
			throw new CutterError('INVALID_INPUT', `The text is ${error.message}.`, { byte_offset: error.byte_offset });
		}
		if (error instanceof RangeError) throw new CutterError('INVALID_INPUT', `span: ${error.message}.`);
		throw error;
	}
}

function listTokens(tokens: CanonicalTokens, start: number, end: number): CanonToken[] {
	if (end - start > mostTokensListed) {
		const message = `${end - start} tokens are more than the ${mostTokensListed} of one answer: ask for those of a shorter span.`;
		throw new CutterError('INVALID_INPUT', message);
	}
	return Array.from({ length: end - start }, (_, index) => tokens.at(start + index));
}
