import type { EvidenceRecord, LedgerFault } from '../../contract/evidence.ts';
import { hashEvidence } from './hash-evidence.ts';

/** The last record of a chain as it was known outside the database. */
export interface ChainHead {
	readonly chain: string;
	readonly seq: number;
	readonly hash: string;
}

/**
 * Finds what was edited, removed, inserted or reordered in one chain, and what is missing up to its anchored head.
 * A chain longer than its anchor is normal; one behind it lost evidence.
 * @param records the chain's records in order of `seq`
 */
export function verifyChain(chain: string, records: readonly EvidenceRecord[], anchor?: ChainHead): LedgerFault[] {
	const faults: LedgerFault[] = [];
	let prev = '';
	for (const [index, record] of records.entries()) {
		const seq = index + 1;
		if (record.seq !== seq) {
			const message = `record ${seq} is missing: ${record.seq} stands in its place`;
			return [...faults, { chain, seq, fault: 'missing', message }];
		}
		if (record.prev !== prev)
			faults.push({ chain, seq, fault: 'reordered', message: `record ${seq} does not follow record ${seq - 1}` });
		if (hashEvidence(record) !== record.hash)
			faults.push({ chain, seq, fault: 'edited', message: `record ${seq} (${record.kind}) is not what was hashed` });
		prev = record.hash;
	}
	return [...faults, ...compareWithAnchor(chain, records, anchor)];
}

function compareWithAnchor(chain: string, records: readonly EvidenceRecord[], anchor?: ChainHead): LedgerFault[] {
	if (!anchor) return [];
	const anchored = records[anchor.seq - 1];
	if (!anchored) {
		const message = `the chain ends at ${records.length}, but record ${anchor.seq} was anchored outside the database`;
		return [{ chain, seq: anchor.seq, fault: 'truncated', message }];
	}
	if (anchored.hash === anchor.hash) return [];
	return [{ chain, seq: anchor.seq, fault: 'edited', message: `record ${anchor.seq} differs from its anchored hash` }];
}
