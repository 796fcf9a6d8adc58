import {
	type PairHalf,
	type PairReason,
	type PairReasonCode,
	type SignedHalf,
	signedHalf,
} from '../../../contract/signatures.ts';
import { digestOf } from '../../digest/sha256.ts';
import { belongsTo, deriveIntegrityCheck } from './integrity-check.ts';
import type { PresentedHalf } from './pair-to-verify.ts';
import { dotOf, kindOf, type Subject } from './signature-kinds.ts';

export type Say = (code: PairReasonCode, field: string, message: string) => PairReason;

/** Reasons about one half. */
export function reasonsOf(half: PairHalf): Say {
	return (code, field, message) => ({ code, half, field, message });
}

export interface OpenedHalf {
	/** Null: nothing of it can be relied on, not even to say more about it. */
	readonly signed: SignedHalf | null;
	readonly reasons: readonly PairReason[];
}

/** Is it there, of the shape and the kind that belongs here, and does it agree with itself? */
export function openHalf(half: PairHalf, presented: PresentedHalf | null, subject: Subject): OpenedHalf {
	const say = reasonsOf(half);
	if (!presented)
		return { signed: null, reasons: [say('MISSING', '', `expected a signature of the ${half}, got none`)] };
	const parsed = signedHalf.safeParse(presented.half);
	if (!parsed.success) {
		const faults = parsed.error.issues.map(({ path, message }) => say('MALFORMED', path.join('.'), message));
		return { signed: null, reasons: faults };
	}
	const signed = parsed.data;
	const misplaced = judgePlace(signed, half, subject, say);
	if (misplaced.length > 0) return { signed: null, reasons: misplaced };
	return { signed, reasons: judgeIntegrity(signed, say) };
}

function judgePlace({ payload_envelope }: SignedHalf, half: PairHalf, subject: Subject, say: Say): PairReason[] {
	const { signature_kind, signer } = payload_envelope;
	const kind = kindOf(half, subject);
	const reasons: PairReason[] = [];
	if (signature_kind !== kind)
		reasons.push(say('WRONG_KIND', 'payload_envelope.signature_kind', `expected ${kind}, got ${signature_kind}`));
	if (signer.dot_id !== dotOf(half))
		reasons.push(
			say('WRONG_SIGNER', 'payload_envelope.signer.dot_id', `expected ${dotOf(half)}, got ${signer.dot_id}`),
		);
	return reasons;
}

function judgeIntegrity({ payload_envelope, payload_hash, integrity_check }: SignedHalf, say: Say): PairReason[] {
	const reasons: PairReason[] = [];
	const hash = digestOf(payload_envelope);
	if (payload_hash !== hash)
		reasons.push(say('PAYLOAD_HASH_MISMATCH', 'payload_hash', `expected ${hash} of the envelope, got ${payload_hash}`));
	const { credential_reference, digest } = integrity_check;
	const { dot_id } = payload_envelope.signer;
	if (!belongsTo(credential_reference, dot_id))
		reasons.push(
			say(
				'CREDENTIAL_MISMATCH',
				'integrity_check.credential_reference',
				`expected a credential of ${dot_id}, got ${credential_reference}`,
			),
		);
	const expected = deriveIntegrityCheck(payload_hash, credential_reference).digest;
	if (digest !== expected)
		reasons.push(say('INTEGRITY_MISMATCH', 'integrity_check.digest', `expected ${expected}, got ${digest}`));
	return reasons;
}
