import type { PairHalf, SignatureRevocation, SignedHalf } from '../../../contract/signatures.ts';
import { momentOf } from '../moment-of.ts';
import { SignatureError } from '../signature-error.ts';
import { halfOfKind, subjectIdOf } from './signature-kinds.ts';

/** A half that is on record. */
export interface StoredHalf {
	readonly half: SignedHalf;
	readonly revocation: SignatureRevocation | null;
}

/**
 * May this half go on record beside those that are? Judged in the transaction that writes it, under its lock: of two
 * verifiers at once, the second then finds the first.
 * @param stored every half on record of the same run or change set, in the order of their recording
 * @param deadline the last instant for the verifier's half; null: there is none
 * @throws SignatureError `ALREADY_SIGNED`, `LATE`, `LINEAGE_MISMATCH` or `COUNTERSIGNATURE_MISMATCH`
 */
export function assertAdmissible(
	candidate: SignedHalf,
	stored: readonly StoredHalf[],
	{ now, deadline }: { readonly now: string; readonly deadline: string | null },
): void {
	const half = halfOfKind[candidate.payload_envelope.signature_kind];
	assertSubject(candidate, stored);
	const current = currentHalf(stored, half);
	if (current && !current.revocation)
		throw new SignatureError(
			'ALREADY_SIGNED',
			`expected one signature of the ${half}, found ${current.half.payload_envelope.signature_id}`,
		);
	if (half === 'verifier' && deadline !== null && momentOf(now) > momentOf(deadline))
		throw new SignatureError('LATE', `expected the verifier's signature until ${deadline}, got it at ${now}`);
	assertLineage(candidate, current);
	if (half === 'verifier') assertAnswers(candidate, currentHalf(stored, 'executor'));
}

/** The half that counts: the one that is not revoked, else the last that was, else none. */
export function currentHalf(stored: readonly StoredHalf[], half: PairHalf): StoredHalf | null {
	const ofHalf = stored.filter(
		({ half: { payload_envelope } }) => halfOfKind[payload_envelope.signature_kind] === half,
	);
	return thatCounts(ofHalf);
}

/** Of several signatures of one half the first that is not revoked counts: a later one could not undo it. */
export function thatCounts<Half extends { readonly revocation: unknown }>(ofHalf: readonly Half[]): Half | null {
	return ofHalf.find(({ revocation }) => !revocation) ?? ofHalf.at(-1) ?? null;
}

function assertSubject(candidate: SignedHalf, stored: readonly StoredHalf[]): void {
	const id = subjectIdOf(candidate.payload_envelope);
	for (const { half } of stored) {
		const other = subjectIdOf(half.payload_envelope);
		if (other !== id)
			throw new SignatureError('LINEAGE_MISMATCH', `expected a signature about ${other}, got one about ${id}`);
		if (half.payload_envelope.signature_id === candidate.payload_envelope.signature_id)
			throw new SignatureError(
				'ALREADY_SIGNED',
				`expected a new id, ${half.payload_envelope.signature_id} is on record`,
			);
	}
}

/** A signature in place of a revoked one names it; the first one names none. */
function assertLineage({ payload_envelope }: SignedHalf, replaced: StoredHalf | null): void {
	const expected = replaced?.half.payload_envelope.signature_id ?? null;
	const found = payload_envelope.prior_signature_id;
	if (found !== expected)
		throw new SignatureError(
			'LINEAGE_MISMATCH',
			`expected the prior signature ${expected ?? 'to be none'}, got ${found ?? 'none'}`,
			'prior_signature_id',
		);
}

function assertAnswers({ payload_envelope }: SignedHalf, executor: StoredHalf | null): void {
	const expected = executor && !executor.revocation ? executor.half.payload_hash : null;
	const { statement } = payload_envelope;
	const found = 'executor_payload_hash' in statement ? statement.executor_payload_hash : null;
	if (found !== expected)
		throw new SignatureError(
			'COUNTERSIGNATURE_MISMATCH',
			`expected an answer to the executor's ${expected ?? 'signature, which is not there'}, got one to ${found}`,
			'statement.executor_payload_hash',
		);
}
