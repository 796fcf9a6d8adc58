import { deriveQuorum } from '../../core/approval/derive-quorum.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { readSignOff, readSignOffs, type SignOffRow } from '../../platform/postgres/approval/read-sign-offs.ts';
import { readSeats } from '../../platform/postgres/seat/seats.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { record } from '../ledger/record.ts';
import { readRunContext } from '../run/read-run-context.ts';
import { enterSnapshotRecord } from './enter-snapshot-record.ts';

/** Writes the evidence of a stored item, read again by its key: what the client sent says nothing. */
export async function recordSignOff(site: Site, key: string): Promise<void> {
	const item = await withPooled(site.pool, (session) => readSignOff(session, key));
	if (!item) throw new CutterError('NOT_FOUND', `No sign-off ${key}.`);
	return item.kind === 'execution' ? recordExecution(site, item) : enterSnapshotRecord(site, item);
}

async function recordExecution(site: Site, item: SignOffRow): Promise<void> {
	const complete = await withPooled(site.pool, async (session) => {
		const { run, plan } = await readRunContext(site, session, item.run);
		const signOffs = (await readSignOffs(session, item.run)).map((entry) => ({
			...entry,
			signed_at: new Date(entry.signed_at),
			expires_at: new Date(entry.expires_at),
		}));
		const facts = {
			digest: item.digest,
			requester: run.requester,
			now: new Date(item.signed_at),
			seats: await readSeats(session),
			signOffs,
		};
		return deriveQuorum(plan.file.approvals.execution, facts).complete;
	});
	const { id, signer, seats, kind, outcome, digest } = item;
	await record(site, {
		chain: item.run,
		kind: 'signoff.recorded',
		actor: signer,
		body: { item: id, signer, seats, kind, outcome, digest, quorum_complete: complete },
	});
}
