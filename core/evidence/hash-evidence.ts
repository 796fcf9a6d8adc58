import type { EvidenceRecord } from '../../contract/evidence.ts';
import { digestOf } from '../digest/sha256.ts';

/** The hash of a record covers all of it and the hash before it. */
export function hashEvidence(record: Omit<EvidenceRecord, 'hash'>): string {
	const { chain, seq, kind, recorded_at, actor, body, prev } = record;
	return digestOf({ chain, seq, kind, recorded_at, actor, body, prev });
}
