import { SignatureError } from '../signature-error.ts';

const oneAlphabet = /^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$/;

/**
 * RFC 4648 in its standard or its URL-safe alphabet, with padding or without: DSSE asks verifiers to take either. Where
 * the runtime would skip over what does not belong, this refuses; and so are spare bits that are not zero.
 * @param field what is decoded, for the message
 */
export function decodeBase64(text: string, field: string): Buffer {
	const bytes = Buffer.from(text, 'base64');
	const digits = text.replace(/=*$/, '');
	const padded = digits.length < text.length;
	const sound =
		oneAlphabet.test(text) &&
		(!padded || text.length % 4 === 0) &&
		bytes.toString('base64url') === digits.replaceAll('+', '-').replaceAll('/', '_');
	if (!sound) throw new SignatureError('ENVELOPE_MALFORMED', `${field}: expected base64, got something else`, field);
	return bytes;
}
