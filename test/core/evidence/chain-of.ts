import type { EvidenceKind, EvidenceRecord } from '../../../contract/evidence.ts';
import { hashEvidence } from '../../../core/evidence/hash-evidence.ts';

export type Entry = readonly [kind: EvidenceKind, body: Readonly<Record<string, unknown>>];

/** A chain that verifies, one second between its records. */
export function chainOf(entries: readonly Entry[], chain = 'run-1'): EvidenceRecord[] {
	const records: EvidenceRecord[] = [];
	for (const [index, [kind, body]] of entries.entries()) {
		const recorded_at = new Date(Date.UTC(2026, 2, 1, 12, 0, index)).toISOString();
		const prev = records.at(-1)?.hash ?? '';
		records.push(seal({ chain, seq: index + 1, kind, recorded_at, actor: 'executor', body: { ...body }, prev }));
	}
	return records;
}

/** A record with the hash it should have. */
export function seal(record: Omit<EvidenceRecord, 'hash'>): EvidenceRecord {
	return { ...record, hash: hashEvidence(record) };
}
