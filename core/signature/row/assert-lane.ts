import type { PayloadEnvelope } from '../../../contract/signatures.ts';
import { LaneReferenceMismatch } from '../signature-error.ts';

export interface CrossReference {
	readonly change_set_id: string | null;
	readonly verify_result_id: string | null;
}

/**
 * Exactly one cross-reference, and the one of the signature's own lane: the executor's signature refers to the change set,
 * the verifier's to the verify result. The change set's id stands in both envelopes; only the columns differ.
 * @throws LaneReferenceMismatch before anything is written
 */
export function assertLane(envelope: PayloadEnvelope, reference: CrossReference): void {
	for (const [column, expected] of Object.entries(referenceOf(envelope))) {
		const found = reference[column as keyof CrossReference];
		if (found !== expected)
			throw new LaneReferenceMismatch(
				`${envelope.signature_kind}: expected cross_reference_${column} ${expected ?? 'NULL'}, got ${found ?? 'NULL'}`,
				`cross_reference_${column}`,
			);
	}
}

function referenceOf(envelope: PayloadEnvelope): CrossReference {
	switch (envelope.signature_kind) {
		case 'executor_cut':
			return { change_set_id: envelope.change_set_id, verify_result_id: null };
		case 'verifier_cut':
			return { change_set_id: null, verify_result_id: envelope.statement.verify_result_id };
		case 'executor_run':
		case 'verifier_run':
			throw new LaneReferenceMismatch(
				`${envelope.signature_kind}: a run's signatures stay with the run, this table is for those of change sets`,
				'signature_kind',
			);
	}
}
