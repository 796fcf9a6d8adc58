/** @throws TypeError for bytes that are no UTF-8 */
export function decodeText(bytes: Uint8Array): string {
	return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
