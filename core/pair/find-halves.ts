import type { EvidenceRecord } from '../../contract/evidence.ts';
import {
	type Keyring,
	type PairHalf,
	type SignatureRevocation,
	type SignedHalf,
	signedHalf,
} from '../../contract/signatures.ts';
import { type StoredHalf, thatCounts } from '../signature/pair/admit-half.ts';
import { judgeAuthorship } from '../signature/pair/judge-authorship.ts';
import type { PresentedHalf } from '../signature/pair/pair-to-verify.ts';
import { kindOf } from '../signature/pair/signature-kinds.ts';

/** One half in a run's chain. */
export interface FoundHalf {
	readonly presented: PresentedHalf;
	/** Null: the record does not hold one. It keeps its place all the same, and is reported where the pair is verified. */
	readonly signed: SignedHalf | null;
	/** The key that signed it was revoked; or it answers a half of which that is so, and is to be answered anew. */
	readonly revocation: SignatureRevocation | null;
	/** The one before it of the same half, which it has to name. */
	readonly prior_signature_id: string | null;
}

export interface FoundHalves {
	/** The half that counts; null where there is none. */
	readonly executor: FoundHalf | null;
	readonly verifier: FoundHalf | null;
	/** All of them, for `assertAdmissible`. */
	readonly stored: readonly StoredHalf[];
}

/** The signatures of a run, as its chain holds them and the keyring judges their keys. */
export function findHalves(chain: readonly EvidenceRecord[], keyring: Keyring): FoundHalves {
	const executors = listHalf(chain, 'executor', (signed, at) => findRevocation('executor', signed, keyring, at));
	const fallen = new Map(executors.map(({ signed, revocation }) => [signed?.payload_hash ?? '', revocation]));
	const verifiers = listHalf(
		chain,
		'verifier',
		(signed, at) => findRevocation('verifier', signed, keyring, at) ?? fallen.get(answeredBy(signed)) ?? null,
	);
	const stored = [...executors, ...verifiers].flatMap(({ signed, revocation }) =>
		signed ? [{ half: signed, revocation }] : [],
	);
	return { executor: thatCounts(executors), verifier: thatCounts(verifiers), stored };
}

function listHalf(
	chain: readonly EvidenceRecord[],
	half: PairHalf,
	revocationOf: (signed: SignedHalf, recordedAt: string) => SignatureRevocation | null,
): FoundHalf[] {
	const kind = kindOf(half, 'run');
	const found: FoundHalf[] = [];
	for (const record of chain) {
		if (record.kind !== 'pair.signed' || claimedKind(record.body) !== kind) continue;
		const { body, recorded_at } = record;
		const signed = signedHalf.safeParse(body).data ?? null;
		found.push({
			presented: { half: body, recorded_at, revocation: null },
			signed,
			revocation: signed && revocationOf(signed, recorded_at),
			prior_signature_id: found.at(-1)?.signed?.payload_envelope.signature_id ?? null,
		});
	}
	return found;
}

/** Nobody revokes a run's signature by itself: it falls with the key that made it. */
function findRevocation(
	half: PairHalf,
	signed: SignedHalf,
	keyring: Keyring,
	recordedAt: string,
): SignatureRevocation | null {
	const { key: id, reasons } = judgeAuthorship(half, signed, keyring, recordedAt);
	if (!reasons.some(({ code }) => code === 'KEY_REVOKED')) return null;
	const key = keyring.keys.find(({ key_id }) => key_id === id);
	if (!key?.revoked_at) return null;
	return {
		revoked_at: key.revoked_at,
		revoked_by: `key ${key.key_id}`,
		revocation_reason: key.revocation_reason ?? '',
	};
}

function answeredBy({ payload_envelope: { statement } }: SignedHalf): string {
	return 'executor_payload_hash' in statement ? statement.executor_payload_hash : '';
}

function claimedKind(body: Readonly<Record<string, unknown>>): unknown {
	const envelope = body['payload_envelope'];
	return typeof envelope === 'object' && envelope !== null && 'signature_kind' in envelope
		? envelope.signature_kind
		: undefined;
}
