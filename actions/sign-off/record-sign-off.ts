import { deriveQuorum } from '../../core/approval/derive-quorum.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { readSignOff, readSignOffs } from '../../platform/postgres/approval/read-sign-offs.ts';
import { readSeats } from '../../platform/postgres/seat/seats.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { record } from '../ledger/record.ts';
import { readRunContext } from '../run/read-run-context.ts';

/** Writes the evidence of a stored item, read again by its key: what the client sent says nothing. */
export async function recordSignOff(site: Site, key: string): Promise<void> {
	const { item, complete } = await withPooled(site.pool, async (session) => {
		const row = await readSignOff(session, key);
		if (!row) throw new CutterError('NOT_FOUND', `No sign-off ${key}.`);
		const { run, plan } = await readRunContext(site, session, row.run);
		const signOffs = (await readSignOffs(session, row.run)).map((entry) => ({
			...entry,
			signed_at: new Date(entry.signed_at),
			expires_at: new Date(entry.expires_at),
		}));
		const facts = {
			digest: row.digest,
			requester: run.requester,
			now: new Date(row.signed_at),
			seats: await readSeats(session),
			signOffs,
		};
		return { item: row, complete: deriveQuorum(plan.file.approvals.execution, facts).complete };
	});
	const { id, signer, seats, kind, outcome, digest } = item;
	await record(site, {
		chain: item.run,
		kind: 'signoff.recorded',
		actor: signer,
		body: { item: id, signer, seats, kind, outcome, digest, quorum_complete: complete },
	});
}
