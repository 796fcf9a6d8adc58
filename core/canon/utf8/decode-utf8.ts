import { findMalformed } from './find-malformed.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of UTF-8 bytes, byte order marks included.
 * @param base offset of `bytes` in the source, for the error
 * @throws MalformedUtf8
 */
export function decodeUtf8(bytes: Uint8Array, base = 0): string {
	try {
		return decoder.decode(bytes);
	} catch (error) {
		throw findMalformed(bytes, base) ?? error;
	}
}
