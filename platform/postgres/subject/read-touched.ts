import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';

/** A relation this transaction has locked for writing, with its strongest lock. */
export interface Touched {
	/** `schema.table` */
	readonly table: string;
	readonly schema: string;
	readonly name: string;
	/** As LOCK TABLE spells it, e.g. `ACCESS EXCLUSIVE`. */
	readonly mode: string;
}

/** Lock modes that write, weakest first. */
const writeModes = [
	'RowExclusiveLock',
	'ShareUpdateExclusiveLock',
	'ShareLock',
	'ShareRowExclusiveLock',
	'ExclusiveLock',
	'AccessExclusiveLock',
];

/**
 * Tables, views and sequences this backend holds write locks on, PostgreSQL's own catalogs aside.
 * Targets of triggers show here; what other backends write does not.
 */
export async function readTouched(session: Session): Promise<Touched[]> {
	const { rows } = await session.query(
		`SELECT n.nspname AS schema, c.relname AS name, max(array_position($1::text[], l.mode)) AS strength
		 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
		 WHERE l.pid = pg_backend_pid() AND l.granted AND l.locktype = 'relation' AND l.mode = ANY ($1::text[])
		   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
		   AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')
		 GROUP BY 1, 2 ORDER BY 1, 2`,
		[writeModes],
	);
	return rows.map((row) => {
		const [schema, name] = [String(row['schema']), String(row['name'])];
		return { table: `${schema}.${name}`, schema, name, mode: sqlMode(writeModes[Number(row['strength']) - 1] ?? '') };
	});
}

/** Takes the locks a rehearsal recorded, all before the first statement, under the transaction's lock_timeout. */
export async function lockTables(session: Session, tables: readonly Touched[]): Promise<void> {
	for (const { schema, name, mode } of tables) {
		if (!/^[A-Z ]+$/.test(mode)) throw new TypeError(`no lock mode: ${mode}`);
		await session.query(`LOCK TABLE ${quoteIdentifier(schema, name)} IN ${mode} MODE`);
	}
}

/** `RowExclusiveLock` → `ROW EXCLUSIVE` */
function sqlMode(mode: string): string {
	return mode
		.replace(/Lock$/, '')
		.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
		.toUpperCase();
}
