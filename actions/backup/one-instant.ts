import type { CutterError } from '../../core/errors/cutter-error.ts';
import { gatesNotMet } from '../../core/gate/evaluate-gates.ts';
import { stops } from '../../core/gate/verdicts.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import { quoteIdentifier } from '../../platform/postgres/quote-identifier.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { type ListedTable, listTables } from '../../platform/postgres/snapshot/list-tables.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';

const exclude = { excludeSchemas: [...ownSchemas] };

/** One moment of the subject, held still: what reads it by `snapshotId` sees the same rows. */
export interface Instant {
	readonly snapshotId: string;
	/** RFC 3339 UTC, by the server's clock. */
	readonly taken_at: string;
	readonly lsn: string;
	readonly tables: readonly ListedTable[];
	/** Two connections that see this instant. */
	readonly counters: readonly [Session, Session];
}

/**
 * Locks every table of the subject ACCESS SHARE under a bound, and only then exports the snapshot: a TRUNCATE or a
 * rewriting ALTER committed in between would give an empty dump that agrees with an empty count.
 * @throws CutterError LOCK_HELD, GATE_NOT_MET
 */
export async function withOneInstant<Result>(site: Site, work: (instant: Instant) => Promise<Result>): Promise<Result> {
	return withClient(site.target, 'dot-iu-cutter snapshot', async (holder) => {
		const listed = await withReadOnly(holder, () => listTables(holder, exclude));
		await holder.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
		await lockShared(holder, listed, site.env.LOCK_TIMEOUT_MS);
		const { rows } = await holder.query(
			`SELECT pg_export_snapshot() AS id, pg_current_wal_lsn()::text AS lsn,
				to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now`,
		);
		const tables = await listTables(holder, exclude);
		if (!isSameTables(listed, tables)) throw subjectMoved('tables came or went while they were being locked');
		const [snapshotId, lsn, taken_at] = [String(rows[0]?.id), String(rows[0]?.lsn), String(rows[0]?.now)];
		return withImported(site, snapshotId, (one) =>
			withImported(site, snapshotId, (other) => work({ snapshotId, lsn, taken_at, tables, counters: [one, other] })),
		);
	});
}

/** A connection of the migration role that sees the exported snapshot. */
export async function withImported<Result>(
	site: Site,
	snapshotId: string,
	work: (session: Session) => Promise<Result>,
): Promise<Result> {
	return withClient(site.target, 'dot-iu-cutter snapshot', async (client) => {
		await importSnapshot(client, snapshotId);
		return work(client);
	});
}

export async function importSnapshot(session: Session, snapshotId: string): Promise<void> {
	if (!/^[0-9A-F-]+$/.test(snapshotId)) throw new TypeError('not an exported snapshot');
	await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
	await session.query(`SET TRANSACTION SNAPSHOT '${snapshotId}'`);
}

async function lockShared(session: Session, tables: readonly ListedTable[], boundMs: number): Promise<void> {
	if (tables.length === 0) return;
	await session.query(`SET LOCAL lock_timeout = ${Math.trunc(boundMs)}`);
	const names = tables.map(({ schema, name }) => quoteIdentifier(schema, name)).join(', ');
	await session.query(`LOCK TABLE ${names} IN ACCESS SHARE MODE`);
}

/** Reads tables and schema once more: function bodies can be newer than the snapshot, and nothing may have moved. */
export async function assertInstantKept(
	site: Site,
	tables: readonly ListedTable[],
	schemaDigest: string,
): Promise<void> {
	await withClient(site.target, 'dot-iu-cutter snapshot', (client) =>
		withReadOnly(client, async () => {
			if (!isSameTables(tables, await listTables(client, exclude)))
				throw subjectMoved('a table was created, dropped, truncated or rewritten meanwhile');
			const now = snapshotDigest(await readSchemaSnapshot(client, exclude));
			if (now !== schemaDigest) throw subjectMoved('the schema changed meanwhile');
		}),
	);
}

function isSameTables(before: readonly ListedTable[], after: readonly ListedTable[]): boolean {
	const marks = (tables: readonly ListedTable[]) =>
		JSON.stringify(tables.map(({ table, oid, file_node }) => [table, oid, file_node]).sort());
	return marks(before) === marks(after);
}

function subjectMoved(what: string): CutterError {
	return gatesNotMet([
		stops('baseline-unchanged', 'blocked', {
			reason: `The subject did not hold still: ${what}. What was taken is discarded.`,
			who: ['dba'],
			next: 'Take the snapshot or backup again when no other DDL is running.',
		}),
	]);
}
