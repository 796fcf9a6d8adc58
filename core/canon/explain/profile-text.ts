import type { TextProfile } from '../../../contract/canon.ts';
import { sha256 } from '../../digest/sha256.ts';
import type { CanonicalText } from '../canonicalize.ts';
import { isDecomposable } from '../nfc/mappings.ts';
import { isSpace } from '../spaces.ts';
import { decodeUtf8 } from '../utf8/decode-utf8.ts';

const CR = 0x0d;

/** What a source is like before the rule is applied to it: all that the rule takes away. */
export function profileText(source: Uint8Array, canonical: CanonicalText): TextProfile {
	const text = decodeUtf8(source);
	const marks = /^\uFEFF*/.exec(text)?.[0].length ?? 0;
	const lines = text.slice(marks).split(/\r\n|\n|\r/);
	const notNfc = countNfcEdits(source, canonical);
	return {
		bytes: source.length,
		source_digest: sha256(source),
		canonical_digest: canonical.digest,
		byte_order_marks: marks,
		line_ends: countLineEnds(text),
		final_line_ends: lines.length - 1 - lines.findLastIndex((line) => !isBlank(line)) - (lines.every(isBlank) ? 1 : 0),
		trailing_blanks: lines.filter((line) => endsInSpace(line)).length,
		hard_breaks: lines.filter((line, at) => isHardBreak(line, lines[at + 1])).length,
		not_nfc: notNfc,
		form: notNfc === 0 ? 'nfc' : hasComposed(text) ? 'mixed' : 'decomposed',
		reserved: canonical.reserved.length,
	};
}

function countLineEnds(text: string): TextProfile['line_ends'] {
	const counts = { lf: 0, crlf: 0, cr: 0 };
	for (const [end] of text.matchAll(/\r\n|\n|\r/g)) counts[end === '\n' ? 'lf' : end === '\r' ? 'cr' : 'crlf'] += 1;
	return counts;
}

/** Edits that neither drop nor add and that do not stand for a line end. */
function countNfcEdits(source: Uint8Array, { map: { edits } }: CanonicalText): number {
	let count = 0;
	for (let at = 0; at < edits.length; at += 4) {
		const [start = 0, end = 0, canonicalStart = 0, canonicalEnd = 0] = edits.subarray(at, at + 4);
		if (start < end && canonicalStart < canonicalEnd && source[start] !== CR) count++;
	}
	return count;
}

function endsInSpace(line: string, end = line.length): boolean {
	return end > 0 && isSpace(line.charCodeAt(end - 1));
}

function isBlank(line: string): boolean {
	return trimmed(line) === '';
}

function trimmed(line: string): string {
	let end = line.length;
	while (endsInSpace(line, end)) end--;
	return line.slice(0, end);
}

/** CommonMark 6.7: two spaces or more at the end of a line that another one of the same paragraph follows. */
function isHardBreak(line: string, next: string | undefined): boolean {
	return line.endsWith('  ') && !isBlank(line) && next !== undefined && !isBlank(next);
}

function hasComposed(text: string): boolean {
	for (const character of text) if (isDecomposable(character.codePointAt(0) ?? 0)) return true;
	return false;
}
