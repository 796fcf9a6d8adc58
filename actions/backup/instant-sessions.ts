import { beginReading } from '../../platform/postgres/backup/exported-snapshot.ts';
import { findLockable } from '../../platform/postgres/backup/find-lockable.ts';
import { lockTables } from '../../platform/postgres/backup/lock-tables.ts';
import { outlastTimeouts } from '../../platform/postgres/backup/outlast-timeouts.ts';
import { readBackendPid } from '../../platform/postgres/backup/read-backend-pid.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { ListedTable } from '../../platform/postgres/snapshot/list-tables.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';

/** The sessions of one instant. All lock every table before the snapshot is taken, for none may wait later. */
export interface InstantSessions {
	/** `application_name` of the migration role's. */
	readonly application: string;
	/** Takes and exports the snapshot, and reads at it; while it lives, the snapshot does. */
	readonly holder: Session;
	/** Reads at the same snapshot. */
	readonly helper: Session;
	/** Sees what is there now: bounds the waits of the others, and looks at the end whether anything moved. */
	readonly watcher: Session;
	readonly directus: DirectusSession;
}

/** One of Directus's own, which reads what the application sees. */
export interface DirectusSession {
	readonly session: Session;
	readonly pid: number;
	/** Ends its transaction, once: it need not stay open for as long as a dump takes. */
	end(): Promise<void>;
}

/** Lends the sessions, not yet in a transaction, and ends them whatever happens. */
export async function withInstantSessions<Result>(
	site: Site,
	work: (sessions: InstantSessions) => Promise<Result>,
): Promise<Result> {
	const application = `dot-iu-cutter ${site.newId()}`;
	const withOwn = <Value>(use: (session: Session) => Promise<Value>): Promise<Value> =>
		withClient(site.target, application, async (session) => {
			await outlastTimeouts(session, 'session');
			return use(session);
		});
	return withOwn((holder) =>
		withOwn((helper) =>
			withOwn((watcher) =>
				site.directus.withSession(async (session) => {
					const directus = describeDirectus(session, await readBackendPid(session));
					try {
						return await work({ application, holder, helper, watcher, directus });
					} finally {
						await directus.end();
					}
				}),
			),
		),
	);
}

function describeDirectus(session: Session, pid: number): DirectusSession {
	let ended = false;
	const end = async (): Promise<void> => {
		if (ended) return;
		ended = true;
		// Directus goes on using the connection; one that is gone has rolled back by itself.
		await session.query('ROLLBACK').catch(() => undefined);
	};
	return { session, pid, end };
}

/** Opens the transactions and takes all locks at once, so that no DDL can stand in line between two of them for long. */
export async function lockEverywhere(
	{ holder, helper, watcher, directus }: InstantSessions,
	tables: readonly ListedTable[],
	boundMs: number,
): Promise<void> {
	const seen = await findLockable(directus.session, tables);
	const lock = async (session: Session, begin: string, some: readonly ListedTable[]): Promise<void> => {
		await session.query(begin);
		await lockTables(session, some, boundMs);
	};
	const results = await Promise.allSettled([
		lock(holder, beginReading, tables),
		lock(helper, beginReading, tables),
		lock(watcher, 'BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY', tables),
		lock(directus.session, beginReading, seen),
	]);
	for (const result of results) if (result.status === 'rejected') throw result.reason;
	// Tables that its role may not lock can still make it wait, where the catalogs print what refers to them.
	await directus.session.query(`SET LOCAL lock_timeout = ${Math.trunc(boundMs)}`);
}
