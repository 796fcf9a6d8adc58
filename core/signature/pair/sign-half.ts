import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import { type PayloadEnvelope, payloadEnvelope, type SignedHalf, signedHalf } from '../../../contract/signatures.ts';
import { canonicalJson } from '../../digest/canonical-json.ts';
import { sha256 } from '../../digest/sha256.ts';
import { signPayload } from '../dsse/sign-payload.ts';
import { firstIssue } from '../first-issue.ts';
import { SignatureError } from '../signature-error.ts';
import { credentialReference, deriveIntegrityCheck } from './integrity-check.ts';
import { dotOf, halfOfKind, payloadTypeOf } from './signature-kinds.ts';

export interface Signing {
	/** The name of the signer's credential, such as the name of its key; never the credential. */
	readonly credential: string;
	/** The half's own Ed25519 private key; null makes an integrity check only. */
	readonly key: KeyObject | null;
}

/**
 * One half of a pair, signed. What is hashed, checked and signed is the envelope's canonical JSON.
 * @throws SignatureError for an envelope that is not of its kind's shape, or under a DOT that does not sign that kind
 */
export function signHalf(envelope: PayloadEnvelope, { credential, key }: Signing): SignedHalf {
	const parsed = payloadEnvelope.safeParse(envelope);
	if (!parsed.success) throw malformed(parsed.error);
	const { signature_kind, signer } = parsed.data;
	const dot = dotOf(halfOfKind[signature_kind]);
	if (signer.dot_id !== dot)
		throw new SignatureError(
			'WRONG_SIGNER',
			`expected ${dot} to sign ${signature_kind}, got ${signer.dot_id}`,
			'signer.dot_id',
		);
	const payload = canonicalJson(parsed.data);
	const payload_hash = sha256(payload);
	const half = signedHalf.safeParse({
		payload_envelope: parsed.data,
		payload_hash,
		integrity_check: deriveIntegrityCheck(payload_hash, credentialReference(dot, credential)),
		dsse: key && signPayload(payloadTypeOf(signature_kind), Buffer.from(payload), [key]),
	});
	if (!half.success) throw malformed(half.error);
	return half.data;
}

function malformed(error: z.ZodError): SignatureError {
	const { field, message } = firstIssue(error, 'envelope');
	return new SignatureError('HALF_MALFORMED', message, field);
}
