import { chooseLevel } from '../../core/backup/choose-level.ts';
import { type DumpedArchive, dumpDatabase } from '../../platform/postgres/backup/dump-database.ts';
import { readGlobals, type ServerGlobals } from '../../platform/postgres/backup/read-globals.ts';
import { renderGlobals } from '../../platform/postgres/backup/render-globals.ts';
import type { PgPrograms } from '../../platform/postgres/programs/find-programs.ts';
import type { ActionContext } from '../run/action-context.ts';
import type { RunContext } from '../run/read-run-context.ts';
import { allOrNone } from './all-or-none.ts';
import { type Instant, withOneInstant } from './one-instant.ts';
import { type Reading, readInstant } from './read-instant.ts';
import type { OnStage } from './stages.ts';

export const archiveName = 'database.dump';

/** One instant in all the forms that a backup keeps it in. */
export interface DumpedInstant {
	readonly archive: DumpedArchive;
	readonly reading: Reading;
	readonly instant: Pick<Instant, 'snapshot' | 'server' | 'tables'>;
	readonly globals: { readonly value: ServerGlobals; readonly sql: string };
	/** Until the locks were released. */
	readonly seconds: number;
}

export interface DumpOneInstant {
	readonly run: RunContext;
	readonly programs: PgPrograms;
	/** Where the archive is written. */
	readonly folder: string;
	readonly onStage: OnStage;
}

/** Dumps, counts and describes at the same time; when one of them fails, all end. */
export async function dumpOneInstant(context: ActionContext, order: DumpOneInstant): Promise<DumpedInstant> {
	const began = performance.now();
	const taken = await withOneInstant(context.site, order.onStage, async (instant) => {
		const [reader] = instant.readers;
		const value = await readGlobals(reader);
		const sql = await renderGlobals(reader, value);
		const [archive, reading] = await allOrNone(
			[dump(context, order, instant), readInstant(instant, order.run.plan, order.onStage)],
			instant.abort,
		);
		return { archive, reading, schema: reading.schema, instant, globals: { value, sql } };
	});
	return { ...taken, seconds: (performance.now() - began) / 1000 };
}

async function dump(
	{ site, report }: ActionContext,
	{ run, programs, folder, onStage }: DumpOneInstant,
	{ snapshot, application, abort }: Instant,
): Promise<DumpedArchive> {
	// The run's last archive is the best guess of how large this one will be.
	const expected = run.position.backup?.body.size_bytes ?? Number.NaN;
	const archive = await dumpDatabase({
		programs,
		target: site.target,
		snapshotId: snapshot.id,
		folder,
		name: archiveName,
		lockWaitTimeoutMs: site.env.LOCK_TIMEOUT_MS,
		level: chooseLevel(site.env.BACKUP_PROFILE, site.env.BACKUP_LEVEL),
		application,
		signal: abort.signal,
		onProgress: async (bytes) => {
			const fraction = Number.isNaN(expected) ? null : Math.min(bytes / expected, 0.99);
			report({ step: 'backup', fraction, detail: `${bytes} bytes written` });
			if (bytes === 0) await onStage('dumping');
		},
	});
	await onStage('dumped');
	return archive;
}
