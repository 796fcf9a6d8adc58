import { findMoved, type SubjectMark } from '../../core/backup/find-moved.ts';
import type { ServerIdentity } from '../../core/backup/port.ts';
import { subjectMoved } from '../../core/backup/subject-moved.ts';
import { describeDelta } from '../../core/snapshot/describe-delta.ts';
import { diffSchemas } from '../../core/snapshot/diff-schemas.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import type { SchemaSnapshot } from '../../core/snapshot/schema-snapshot.ts';
import { snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import {
	type ExportedSnapshot,
	exportSnapshot,
	importSnapshot,
} from '../../platform/postgres/backup/exported-snapshot.ts';
import { isLockTimeout, lockWaitExceeded } from '../../platform/postgres/backup/lock-wait.ts';
import { readMarks } from '../../platform/postgres/backup/read-marks.ts';
import { withWaitGuard } from '../../platform/postgres/backup/with-wait-guard.ts';
import { readServerIdentity } from '../../platform/postgres/read-server-identity.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { assertTablesReadable } from '../../platform/postgres/snapshot/assert-tables-readable.ts';
import { type ListedTable, listTables } from '../../platform/postgres/snapshot/list-tables.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import type { Site } from '../../platform/site.ts';
import { type DirectusSession, type InstantSessions, lockEverywhere, withInstantSessions } from './instant-sessions.ts';
import type { OnStage } from './stages.ts';

/** One moment of the subject, held still: what reads it by `snapshot` sees the same rows. */
export interface Instant {
	readonly snapshot: ExportedSnapshot;
	/** Whom the snapshot was taken from, asked on that very connection. */
	readonly server: ServerIdentity;
	readonly tables: readonly ListedTable[];
	/** Sessions of the migration role that see this instant and have every table locked. */
	readonly readers: readonly [Session, Session];
	/** Directus's own connection at this instant, until it is ended. */
	readonly directus: DirectusSession;
	/** `application_name` for further sessions that take part, so that their waits are bounded, too. */
	readonly application: string;
	/** Ends everything that reads this instant. */
	readonly abort: AbortController;
}

const excludeSchemas = [...ownSchemas];

/**
 * Locks every table of the subject ACCESS SHARE under a bound, and only then takes the snapshot: a TRUNCATE or a
 * rewriting ALTER committed in between would give an empty dump that agrees with an empty count. What `work` read is
 * handed out only when, with the locks still held, nothing is found to have moved; what waits for their release cannot
 * come in between.
 * @throws CutterError LOCK_HELD, GATE_NOT_MET
 */
export async function withOneInstant<Result extends { readonly schema: SchemaSnapshot }>(
	site: Site,
	onStage: OnStage,
	work: (instant: Instant) => Promise<Result>,
): Promise<Result> {
	const bound = site.env.LOCK_TIMEOUT_MS;
	return withInstantSessions(site, async (sessions) => {
		const { holder, helper, watcher, directus, application } = sessions;
		const listed = await listSubject(holder, bound);
		await onStage('listed');
		await lockEverywhere(sessions, listed, bound);
		await onStage('locked');
		const snapshot = await exportSnapshot(holder);
		await onStage('exported');
		for (const session of [helper, directus.session]) await importSnapshot(session, snapshot);
		const tables = await listTables(holder, { excludeSchemas });
		assertAllLocked(listed, tables);
		const marks = await readMarks(holder, excludeSchemas);
		const server = await readServerIdentity(holder);
		const instant = {
			snapshot,
			server,
			tables,
			readers: [holder, helper],
			directus,
			application,
		} as const;
		const guard = { application, pids: [directus.pid], boundMs: bound };
		const result = await withWaitGuard(watcher, guard, (abort) => work({ ...instant, abort }));
		await onStage('read');
		await assertHeldStill(sessions, { marks, schema: result.schema }, bound);
		await onStage('checked');
		return result;
	});
}

/** What there is to lock. Before anything waits for it: what this role cannot see whole is not to be backed up. */
async function listSubject(session: Session, boundMs: number): Promise<ListedTable[]> {
	try {
		return await withReadOnly(session, async () => {
			await session.query(`SET LOCAL lock_timeout = ${Math.trunc(boundMs)}`);
			const tables = await listTables(session, { excludeSchemas });
			await assertTablesReadable(session, tables);
			return tables;
		});
	} catch (error) {
		throw isLockTimeout(error) ? await lockWaitExceeded(session, boundMs) : error;
	}
}

/** A name that was locked may have become another table's; a table that came meanwhile is not locked. */
function assertAllLocked(listed: readonly ListedTable[], tables: readonly ListedTable[]): void {
	const moved = findMoved(listed.map(toMark), tables.map(toMark));
	if (moved !== '') throw subjectMoved(`while the tables were being locked, ${moved}`);
}

function toMark({ table, oid }: ListedTable): SubjectMark {
	return { name: `table ${table}`, mark: String(oid) };
}

/** Looks once more, at what is there now: function bodies can be newer than the snapshot, and views are not locked. */
async function assertHeldStill(
	{ watcher, holder }: InstantSessions,
	before: { readonly marks: readonly SubjectMark[]; readonly schema: SchemaSnapshot },
	boundMs: number,
): Promise<void> {
	await watcher.query(`SET LOCAL lock_timeout = ${Math.trunc(boundMs)}`);
	const moved = findMoved(before.marks, await readMarks(watcher, excludeSchemas));
	if (moved !== '') throw subjectMoved(moved);
	const schema = await readSchemaSnapshot(watcher, { excludeSchemas }).catch(async (error: unknown) => {
		throw isLockTimeout(error) ? await watcher.query('ROLLBACK').then(() => lockWaitExceeded(watcher, boundMs)) : error;
	});
	if (snapshotDigest(schema) !== snapshotDigest(before.schema)) {
		const lines = describeDelta(diffSchemas(before.schema, schema));
		throw subjectMoved(`the schema changed meanwhile (${lines.slice(0, 5).join('; ')})`);
	}
	// Had this session ended in between, its locks would have ended with it.
	await holder.query('SELECT 1');
}
