import type { TableCount } from '../../../core/backup/port.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';
import { assertTablesReadable } from './assert-tables-readable.ts';
import type { ListedTable } from './list-tables.ts';
import { shareOut } from './share-out.ts';

/** Below this size a table takes less time than the round trip to ask for it, so such tables are asked for together. */
const smallTable = 256 * 1024;
const tablesPerQuery = 50;

/**
 * Exact `count(*)` of every table, spread over the sessions, each of which is in a transaction on one and the same
 * exported snapshot. Partitioned tables are left out: their leaves are counted. The order is that of `tables`.
 * @throws CutterError GATE_NOT_MET when a table is unreadable or hidden by row security
 * @throws CutterError WRONG_STATE when a session has no open transaction
 */
export async function countRows(sessions: readonly Session[], tables: readonly ListedTable[]): Promise<TableCount[]> {
	const [first] = sessions;
	if (first === undefined) throw new TypeError('counting rows needs at least one session');
	await assertTablesReadable(first, tables);
	const holding = tables.filter((table) => table.kind === 'ordinary');
	const counts = new Map<string, number>();
	await shareOut(splitIntoBatches(holding), sessions, (session, batch) =>
		withLocksReleased(session, () => countBatch(session, batch, counts)),
	);
	return holding.map(({ table }) => ({ table, count: countOf(table, counts) }));
}

/** Large tables first and alone, so that no session is left with the largest at the end. */
function splitIntoBatches(tables: readonly ListedTable[]): ListedTable[][] {
	const bySize = tables.toSorted((a, b) => (b.size_bytes ?? 0) - (a.size_bytes ?? 0));
	const large = bySize.filter((table) => (table.size_bytes ?? 0) > smallTable);
	const small = bySize.slice(large.length);
	const batches = large.map((table) => [table]);
	for (let start = 0; start < small.length; start += tablesPerQuery) {
		batches.push(small.slice(start, start + tablesPerQuery));
	}
	return batches;
}

/**
 * Gives back the locks that `work` took on tables and all their indexes: kept until the end of the transaction, those of
 * some thousand tables would fill the server's lock table. What was locked before stays locked.
 */
async function withLocksReleased(session: Session, work: () => Promise<void>): Promise<void> {
	await session.query('SAVEPOINT cutter_count');
	await work();
	await session.query('ROLLBACK TO SAVEPOINT cutter_count');
	await session.query('RELEASE SAVEPOINT cutter_count');
}

async function countBatch(session: Session, batch: readonly ListedTable[], counts: Map<string, number>): Promise<void> {
	// ONLY: rows of inheriting tables are counted where they are.
	const selects = batch.map(
		({ schema, name }, index) =>
			`SELECT ${index} AS place, count(*) AS count FROM ONLY ${quoteIdentifier(schema, name)}`,
	);
	const { rows } = await session.query(selects.join(' UNION ALL '));
	for (const row of rows) {
		const table = batch[Number(row['place'])];
		if (table) counts.set(table.table, Number(row['count']));
	}
}

function countOf(table: string, counts: ReadonlyMap<string, number>): number {
	const count = counts.get(table);
	if (count === undefined || !Number.isSafeInteger(count)) throw new Error(`no count came back for ${table}`);
	return count;
}
