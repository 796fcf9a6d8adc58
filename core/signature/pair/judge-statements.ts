import type { PairHalf, PairReason, SignedHalf } from '../../../contract/signatures.ts';
import { listDifferences } from './differences.ts';
import { reasonsOf } from './open-half.ts';
import type { ExpectedPair } from './pair-to-verify.ts';
import { subjectIdOf } from './signature-kinds.ts';

/**
 * Does a half say what is known from elsewhere? A signature shows who states something, not that it is so. Everything is
 * compared that the envelope holds, so a member that is added to its shape is compared too.
 */
export function judgeStatement(half: PairHalf, { payload_envelope }: SignedHalf, expected: ExpectedPair): PairReason[] {
	const say = reasonsOf(half);
	const { statement, signer, prior_signature_id } = payload_envelope;
	const reasons: PairReason[] = [];
	const id = subjectIdOf(payload_envelope);
	if (id !== expected.id)
		reasons.push(
			say('SUBJECT_MISMATCH', `payload_envelope.${expected.subject}_id`, `expected ${expected.id}, got ${id}`),
		);
	const known = expected[half];
	// What is said of the other half is compared with the other half, and the time of signing with the time of the record.
	const { executor_payload_hash: _, ...facts } = { executor_payload_hash: '', ...statement };
	const { signed_at: _at, dot_id: _dot, ...author } = signer;
	const { identity, tool_revision } = known;
	const differences = listDifferences(
		{ statement: known.statement, signer: { identity, tool_revision }, prior_signature_id: known.prior_signature_id },
		{ statement: facts, signer: author, prior_signature_id },
		'payload_envelope',
	);
	for (const { field, expected, found } of differences)
		reasons.push(say('FACT_MISMATCH', field, `expected ${expected}, got ${found}`));
	return reasons;
}

/** Does the verifier's half answer this executor's half, and is its signer another one? */
export function judgeCountersignature(executor: SignedHalf, verifier: SignedHalf): PairReason[] {
	const say = reasonsOf('verifier');
	const { statement, signer } = verifier.payload_envelope;
	const reasons: PairReason[] = [];
	const answered = 'executor_payload_hash' in statement ? statement.executor_payload_hash : 'nothing';
	if (answered !== executor.payload_hash)
		reasons.push(
			say(
				'COUNTERSIGNATURE_MISMATCH',
				'payload_envelope.statement.executor_payload_hash',
				`expected ${executor.payload_hash}, got ${answered}`,
			),
		);
	if (signer.identity === executor.payload_envelope.signer.identity)
		reasons.push(
			say(
				'SAME_IDENTITY',
				'payload_envelope.signer.identity',
				`expected another account than the executor's, got ${signer.identity}`,
			),
		);
	return reasons;
}
