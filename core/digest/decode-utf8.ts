import { StrictJsonError } from './strict-json-error.ts';

/** `ignoreBOM` keeps a byte order mark in the text: what was signed begins with it. */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The text of bytes that are UTF-8 throughout; nothing is replaced and nothing is left out.
 * @throws StrictJsonError `MALFORMED_UTF8` at the first byte that does not belong
 */
export function decodeUtf8(bytes: Uint8Array): string {
	try {
		return strict.decode(bytes);
	} catch {
		const { before, offset } = findMalformed(bytes);
		const byte = Number(bytes[offset]).toString(16);
		throw new StrictJsonError('MALFORMED_UTF8', `byte ${offset} (0x${byte}) is not UTF-8`, before);
	}
}

/** Where a replacement character stands for bytes that were not one. */
function findMalformed(bytes: Uint8Array): { before: string; offset: number } {
	let before = '';
	let offset = 0;
	for (const character of lenient.decode(bytes)) {
		if (character === '\ufffd' && !isReplacementCharacter(bytes, offset)) break;
		before += character;
		offset += new TextEncoder().encode(character).length;
	}
	return { before, offset };
}

function isReplacementCharacter(bytes: Uint8Array, offset: number): boolean {
	return bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
}
