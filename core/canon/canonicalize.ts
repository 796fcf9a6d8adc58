import type { ReservedCodePoint } from '../../contract/canon.ts';
import { sha256 } from '../digest/sha256.ts';
import { CanonicalPass } from './canonical-pass.ts';
import { CanonicalTokens } from './canonical-tokens.ts';
import { canonRule, canonUnicode } from './rule.ts';
import type { SourceMap } from './source-map.ts';

/** A text under the rule. Equal texts have equal digests, whatever their BOM, line ends, trailing blanks and form were. */
export interface CanonicalText {
	readonly rule: typeof canonRule;
	readonly unicode: string;
	readonly text: string;
	/** sha256 of the text's UTF-8, in lower-case hex. */
	readonly digest: string;
	/** Code points of the source that the pinned version does not assign, in order. */
	readonly reserved: readonly ReservedCodePoint[];
	readonly map: SourceMap;
}

export interface Canonical extends CanonicalText {
	readonly tokens: CanonicalTokens;
}

/**
 * Makes a text canonical under canon-md-v0.1.0: UTF-8, no byte order mark at the start, NFC, LF, no white space at the
 * end of a line, exactly one LF at the end; then tokens. The rule: docs/canon-md-v0.1.0.md.
 * @throws MalformedUtf8
 */
export function canonicalize(source: Uint8Array): Canonical {
	return withTokens(canonicalText(source));
}

/**
 * The same without tokens.
 * @throws MalformedUtf8
 */
export function canonicalText(source: Uint8Array): CanonicalText {
	const pass = new CanonicalPass();
	pass.take(source);
	return finishPass(pass);
}

export function withTokens(canonical: CanonicalText): Canonical {
	return { ...canonical, tokens: new CanonicalTokens(canonical.text, canonical.map) };
}

/** Ends a pass that has taken the whole source. */
export function finishPass(pass: CanonicalPass): CanonicalText {
	const { text, map } = pass.finish();
	return { rule: canonRule, unicode: canonUnicode, text, digest: sha256(text), reserved: pass.reserved, map };
}
