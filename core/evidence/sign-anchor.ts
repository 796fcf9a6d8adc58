import type { KeyObject } from 'node:crypto';
import { canonicalJson } from '../digest/canonical-json.ts';
import { signPayload } from '../signature/dsse/sign-payload.ts';
import type { AnchorSignature, AnchorStatement } from './anchor.ts';

/** DSSE payload type. One for this place alone, so that a signature for another fits nothing here. */
export const anchorPayloadType = 'application/vnd.dot-iu-cutter.ledger-heads.v2+json';

/** The very bytes that are signed: the statement's canonical JSON. */
export function anchorPayload(statement: AnchorStatement): Uint8Array {
	return Buffer.from(canonicalJson(statement));
}

/** Signs an anchor by DSSE with each of the keys. The payload is the statement beside it, so it is not kept twice. */
export function signAnchor(statement: AnchorStatement, keys: readonly KeyObject[]): AnchorSignature[] {
	const { signatures } = signPayload(anchorPayloadType, anchorPayload(statement), keys);
	return signatures.map(({ keyid = '', sig }) => ({ keyid, sig }));
}
