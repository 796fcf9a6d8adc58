/**
 * DSSE, protocol.md: what is signed in place of the payload. Type and payload stand behind their lengths in bytes, so
 * that no two pairs of them give the same bytes.
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
	const type = Buffer.from(payloadType);
	const head = Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `)]);
	return Buffer.concat([head, payload]);
}
