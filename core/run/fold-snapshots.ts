import type { EvidenceRecord } from '../../contract/evidence.ts';
import type { RecordSink } from '../../contract/runs.ts';
import { type SnapshotTaken, signoffRecorded, snapshotTaken } from '../evidence/bodies.ts';

/** A snapshot of a run, and who put it on record. */
export interface SnapshotOnRecord {
	readonly body: SnapshotTaken;
	/** `chain/seq` */
	readonly cite: string;
	/**
	 * Hash of its evidence, which names it: two snapshots of an unchanged schema share the schema's digest, and their
	 * counts and instants differ all the same.
	 */
	readonly digest: string;
	readonly taken_at: string;
	readonly recorded: { readonly by: string; readonly at: string; readonly sink: RecordSink } | null;
}

/** @param chain the run's whole chain in order; also after the run has ended, for a record comes when people have time */
export function foldSnapshots(chain: readonly EvidenceRecord[]): SnapshotOnRecord[] {
	const records = chain.flatMap(readRecord);
	return chain
		.filter(({ kind }) => kind === 'snapshot.taken')
		.map((record) => {
			const body = snapshotTaken.parse(record.body);
			const entered = records.find(({ digest }) => digest === record.hash);
			return {
				body,
				cite: `${record.chain}/${record.seq}`,
				digest: record.hash,
				taken_at: body.taken_at ?? record.recorded_at,
				recorded: entered ? { by: entered.by, at: entered.at, sink: entered.sink } : null,
			};
		});
}

function readRecord({ kind, body, recorded_at }: EvidenceRecord) {
	if (kind !== 'signoff.recorded') return [];
	const signOff = signoffRecorded.parse(body);
	if (signOff.kind !== 'snapshot_record' || !signOff.sink) return [];
	return [{ digest: signOff.digest, by: signOff.signer, at: recorded_at, sink: signOff.sink }];
}
