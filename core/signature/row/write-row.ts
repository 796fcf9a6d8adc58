import { type PairSignatureRow, pairSignatureRow, type SignedHalf } from '../../../contract/signatures.ts';
import { canonicalJson } from '../../digest/canonical-json.ts';
import { assertLane, type CrossReference } from './assert-lane.ts';

/**
 * A row of `cutter_governance.dot_pair_signature` for a signed half. The caller says what it refers to, and is refused
 * where that is not what the half's lane signs; nothing is put right.
 * @throws LaneReferenceMismatch
 */
export function writeRow(half: SignedHalf, reference: CrossReference): PairSignatureRow {
	const { payload_envelope, integrity_check, dsse } = half;
	assertLane(payload_envelope, reference);
	return pairSignatureRow.parse({
		...coveredColumns(half),
		payload_envelope,
		signature_payload: canonicalJson({ integrity_check, dsse }),
		validation_state: 'pending',
		cross_reference_change_set_id: reference.change_set_id,
		cross_reference_verify_result_id: reference.verify_result_id,
		revoked_at: null,
		revoked_by: null,
		revocation_reason: null,
	});
}

/** The columns that repeat what the half itself says. */
export function coveredColumns({ payload_envelope, payload_hash }: SignedHalf) {
	const { signature_id, signature_kind, signer, prior_signature_id } = payload_envelope;
	return {
		signature_id,
		signature_kind,
		signer_dot_id: signer.dot_id,
		signer_identity: signer.identity,
		signer_tool_revision: signer.tool_revision,
		payload_hash,
		signed_at: signer.signed_at,
		prior_signature_id,
	};
}
