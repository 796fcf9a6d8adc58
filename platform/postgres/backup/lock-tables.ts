import { backupObstacle } from '../../../core/backup/backup-obstacle.ts';
import { subjectMoved } from '../../../core/backup/subject-moved.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';
import type { ListedTable } from '../snapshot/list-tables.ts';
import { isLockTimeout, lockWaitExceeded } from './lock-wait.ts';

/** Further SQLSTATEs that LOCK TABLE ends with. */
const undefinedTable = '42P01';
const invalidSchema = '3F000';
const outOfMemory = '53200';

/**
 * Takes ACCESS SHARE on every table within one bound, before the transaction has a snapshot.
 * What is locked here can be read later even when somebody's TRUNCATE waits in the queue: a lock that is asked for
 * again is granted at once, one that a newcomer asks for stands in line behind the TRUNCATE.
 * @throws CutterError LOCK_HELD with the sessions in the way; GATE_NOT_MET when a table is gone or locks run out
 */
export async function lockTables(session: Session, tables: readonly ListedTable[], boundMs: number): Promise<void> {
	if (tables.length === 0) return;
	// ONLY: every child is in the list itself, and nothing outside the list is locked.
	const names = tables.map(({ schema, name }) => `ONLY ${quoteIdentifier(schema, name)}`).join(', ');
	// `lock_timeout` bounds each lock, `statement_timeout` all of them together.
	await setBounds(session, Math.trunc(boundMs));
	try {
		await session.query(`LOCK TABLE ${names} IN ACCESS SHARE MODE`);
	} catch (error) {
		if (!isLockTimeout(error)) throw describe(error, tables.length);
		await session.query('ROLLBACK');
		throw await lockWaitExceeded(session, boundMs);
	}
	await setBounds(session, 0);
}

async function setBounds(session: Session, boundMs: number): Promise<void> {
	await session.query(`SET LOCAL lock_timeout = ${boundMs}`);
	await session.query(`SET LOCAL statement_timeout = ${boundMs}`);
}

function describe(error: unknown, tables: number): unknown {
	if (!(error instanceof Error && 'code' in error)) return error;
	if (error.code === undefinedTable || error.code === invalidSchema)
		return subjectMoved('a table was dropped or renamed while they were being locked');
	if (error.code !== outOfMemory) return error;
	return backupObstacle(
		'error',
		`The server has no room for locks on ${tables} tables: ${error.message}.`,
		{ tables },
		'Raise max_locks_per_transaction and restart the server.',
	);
}
