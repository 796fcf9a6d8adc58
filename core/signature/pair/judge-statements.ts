import type { PairHalf, PairReason, SignedHalf } from '../../../contract/signatures.ts';
import { listDifferences } from './differences.ts';
import { reasonsOf } from './open-half.ts';
import type { ExpectedPair } from './pair-to-verify.ts';
import { subjectIdOf } from './signature-kinds.ts';

/**
 * Members that are compared elsewhere: the kind and its DOT with the half's place, the subject by itself, the time of
 * signing with that of the record, the hash with the other half. The id is the signer's to choose.
 */
const elsewhere: ReadonlySet<string> = new Set([
	'format',
	'signature_id',
	'signature_kind',
	'dot_id',
	'run_id',
	'change_set_id',
	'signed_at',
	'executor_payload_hash',
]);

/**
 * Does a half say what is known from elsewhere? A signature shows who states something, not that it is so. All the rest
 * of the envelope is compared, so a member that is added to its shape is compared too.
 */
export function judgeStatement(half: PairHalf, { payload_envelope }: SignedHalf, expected: ExpectedPair): PairReason[] {
	const say = reasonsOf(half);
	const id = subjectIdOf(payload_envelope);
	const field = `payload_envelope.${expected.subject}_id`;
	const subject = id === expected.id ? [] : [say('SUBJECT_MISMATCH', field, `expected ${expected.id}, got ${id}`)];
	const { statement, identity, tool_revision, prior_signature_id } = expected[half];
	const differences = listDifferences(
		{ statement, signer: { identity, tool_revision }, prior_signature_id },
		{
			...compared(payload_envelope),
			statement: compared(payload_envelope.statement),
			signer: compared(payload_envelope.signer),
		},
		'payload_envelope',
	);
	const facts = differences.map(({ field, expected, found }) =>
		say('FACT_MISMATCH', field, `expected ${expected}, got ${found}`),
	);
	return [...subject, ...facts];
}

function compared(members: object): Record<string, unknown> {
	return Object.fromEntries(Object.entries(members).filter(([name]) => !elsewhere.has(name)));
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
