import type { EvidenceRecord } from '../../contract/evidence.ts';
import type { PairHalf } from '../../contract/signatures.ts';
import type { PresentedHalf } from '../signature/pair/pair-to-verify.ts';
import { kindOf } from '../signature/pair/signature-kinds.ts';

/**
 * The signature of one half in a run's chain. What the record holds is not looked at yet: of two that claim to be the
 * same half the first counts, since a later one could not undo it.
 */
export function findHalf(chain: readonly EvidenceRecord[], half: PairHalf): PresentedHalf | null {
	const kind = kindOf(half, 'run');
	const found = chain.find((record) => record.kind === 'pair.signed' && claimedKind(record.body) === kind);
	return found ? { half: found.body, recorded_at: found.recorded_at, revocation: null } : null;
}

function claimedKind(body: Readonly<Record<string, unknown>>): unknown {
	const envelope = body['payload_envelope'];
	return typeof envelope === 'object' && envelope !== null && 'signature_kind' in envelope
		? envelope.signature_kind
		: undefined;
}
