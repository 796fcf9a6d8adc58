import type { RecordSink } from '../../contract/runs.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import type { SnapshotOnRecord } from '../../core/run/fold-snapshots.ts';
import type { SignOffRow } from '../../platform/postgres/approval/read-sign-offs.ts';
import { appendEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { lockEpoch } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { canWriteBacklog } from '../../platform/postgres/signal/backlog-entries.ts';
import { keepManualRecord } from '../../platform/postgres/signal/manual-records.ts';
import { enterSnapshot } from '../../platform/postgres/signal/snapshot-entries.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { anchor } from '../ledger/record.ts';
import { readRunContext } from '../run/read-run-context.ts';

/**
 * Evidence and backlog history of a recorded snapshot in one transaction: both, or neither, and then the snapshot can be
 * signed for again. An item that came too late, for a snapshot that another has recorded meanwhile, enters nothing.
 */
export async function enterSnapshotRecord(site: Site, item: SignOffRow): Promise<void> {
	await withPooled(site.pool, (session) =>
		withTransaction(session, async () => {
			// Whoever records the same snapshot at once waits here, and then finds it recorded.
			await lockEpoch(session, item.run);
			const { run, position } = await readRunContext(site, session, item.run);
			const snapshot = position.snapshots.find(({ digest }) => digest === item.digest);
			if (!snapshot) throw new CutterError('NOT_FOUND', `Run ${item.run} has no snapshot ${item.digest}.`);
			if (snapshot.recorded) return;
			const sink = await enter(site, session, { plan: run.plan, item, snapshot });
			const { id, signer, seats, kind, outcome, digest } = item;
			const body = { item: id, signer, seats, kind, outcome, digest, quorum_complete: false, sink };
			await appendEvidence(session, { chain: item.run, kind: 'signoff.recorded', actor: signer, body });
		}),
	);
	await anchor(site);
}

async function enter(
	site: Site,
	session: Session,
	{ plan, item, snapshot }: { plan: string; item: SignOffRow; snapshot: SnapshotOnRecord },
): Promise<RecordSink> {
	const { body, cite, digest, taken_at } = snapshot;
	const told = {
		...body,
		taken_at,
		evidence: cite,
		digest,
		sign_off: item.id,
		outcome: item.outcome,
		notes: item.notes,
	};
	if (await canWriteBacklog(session)) {
		const entry = { run: item.run, plan, snapshot: told, recorded_by: item.signer };
		await enterSnapshot(session, { entry: site.newId(), history: site.newId() }, entry);
		return 'decision_backlog';
	}
	const payload = { run: item.run, plan, snapshot: told, recorded_by: item.signer };
	await keepManualRecord(session, site.newId(), { kind: 'snapshot_record', fault: `snapshot_record:${cite}`, payload });
	return 'manual_record';
}
