import { installationChain } from '../../contract/evidence.ts';
import type { RecordSink } from '../../contract/runs.ts';
import { canWriteBacklog, enterSignal } from '../../platform/postgres/signal/backlog-entries.ts';
import { keepManualRecord } from '../../platform/postgres/signal/manual-records.ts';
import type { Signal } from '../../platform/postgres/signal/signal.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { record } from '../ledger/record.ts';

export interface Raised {
	readonly sink: RecordSink;
	readonly isNew: boolean;
}

/** Routes a signal into the decision backlog, or into the manual record before that table exists; each open fault once. */
export async function raiseSignal(site: Site, signal: Signal): Promise<Raised> {
	const raised = await withPooled(site.pool, (session) =>
		withTransaction(session, async (): Promise<Raised> => {
			if (!(await canWriteBacklog(session)))
				return { sink: 'manual_record', isNew: await keepManualRecord(session, site.newId(), signal) };
			const { isNew } = await enterSignal(session, { entry: site.newId(), history: site.newId() }, signal);
			return { sink: 'decision_backlog', isNew };
		}),
	);
	if (raised.isNew) {
		await record(site, {
			chain: installationChain,
			kind: 'signal.raised',
			actor: 'system',
			body: { ...signal, sink: raised.sink },
		});
		site.log.warn(`signal ${signal.fault} raised into the ${raised.sink}`);
	}
	return raised;
}
