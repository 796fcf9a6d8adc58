import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { Session } from '../session.ts';

/**
 * Everything that changes how PostgreSQL prints a value or an expression.
 * - `search_path` without any user schema makes every deparsed name qualified; `pg_temp` stands last because it is
 *   otherwise searched first, where a temporary table called `pg_class` would stand in for the catalog.
 * - `row_security` off turns rows hidden by a policy into an error.
 * - Catalogs are hardly ever analysed, so a nested loop chosen for one expected row may meet thousands, squared.
 *   Hash joins do not care, fit into memory, and need no order. `jit` costs more here than it saves.
 */
const pinned = {
	search_path: 'pg_catalog, pg_temp',
	quote_all_identifiers: 'off',
	row_security: 'off',
	TimeZone: 'UTC',
	DateStyle: 'ISO, YMD',
	IntervalStyle: 'postgres',
	extra_float_digits: '3',
	bytea_output: 'hex',
	xmlbinary: 'base64',
	standard_conforming_strings: 'on',
	lc_monetary: 'C',
	enable_nestloop: 'off',
	enable_mergejoin: 'off',
	work_mem: '64MB',
	jit: 'off',
} as const;

/** Qualified, because it runs under the caller's search_path. */
const pin = `SELECT ${Object.entries(pinned)
	.map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`)
	.join(', ')}`;

/** SQLSTATE no_active_sql_transaction: what SAVEPOINT says outside a transaction. */
const noTransaction = '25P01';

/**
 * Runs `work` with the settings that readable, comparable output needs, inside the caller's transaction.
 * Rolling back to the savepoint puts every setting back exactly, whoever set it and at whatever level; it also undoes
 * whatever `work` wrote and releases the locks that it took.
 * @throws CutterError WRONG_STATE when no transaction is open
 */
export async function withPinnedSettings<Result>(session: Session, work: () => Promise<Result>): Promise<Result> {
	await openSavepoint(session);
	let result: Result;
	try {
		await session.query(pin);
		result = await work();
	} catch (error) {
		// A connection that is gone cannot roll back; its error must not hide the first one.
		await closeSavepoint(session).catch(() => undefined);
		throw error;
	}
	await closeSavepoint(session);
	return result;
}

async function openSavepoint(session: Session): Promise<void> {
	try {
		await session.query('SAVEPOINT cutter_read');
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === noTransaction)) throw error;
		throw new CutterError('WRONG_STATE', 'this read needs an open transaction on its connection: BEGIN one first');
	}
}

async function closeSavepoint(session: Session): Promise<void> {
	await session.query('ROLLBACK TO SAVEPOINT cutter_read');
	await session.query('RELEASE SAVEPOINT cutter_read');
}
