import type { SourceText } from '../../contract/canon.ts';

/** The bytes of a text that came in JSON. */
export function bytesOfSource({ text, base64 = '' }: SourceText): Uint8Array {
	return text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text, 'utf8');
}
