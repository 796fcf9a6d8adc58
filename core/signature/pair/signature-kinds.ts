import { type PairHalf, type PayloadEnvelope, pairDots, type SignatureKind } from '../../../contract/signatures.ts';

/** The half that each kind belongs to. */
export const halfOfKind: Readonly<Record<SignatureKind, PairHalf>> = {
	executor_cut: 'executor',
	verifier_cut: 'verifier',
	executor_run: 'executor',
	verifier_run: 'verifier',
};

/** What a pair is about. */
export type Subject = 'run' | 'change_set';

export function kindOf(half: PairHalf, subject: Subject): SignatureKind {
	return subject === 'run' ? `${half}_run` : `${half}_cut`;
}

/** The id that both halves share. */
export function subjectIdOf(envelope: PayloadEnvelope): string {
	return 'run_id' in envelope ? envelope.run_id : envelope.change_set_id;
}

/** The code in the tool registry under which a half signs. */
export function dotOf(half: PairHalf): string {
	return pairDots[half];
}

/** DSSE payload type. One per kind, so that a signature for one place fits no other. */
export function payloadTypeOf(kind: SignatureKind): string {
	return `application/vnd.dot-iu-cutter.${kind.replace('_', '-')}.v0.1+json`;
}
