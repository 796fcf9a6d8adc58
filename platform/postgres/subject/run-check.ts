import type { CheckResult } from '../../../contract/outcomes.ts';
import type { QueryCheck } from '../../../core/check/frozen-check.ts';
import { type CheckReading, judgeCheck } from '../../../core/check/judge-check.ts';
import type { Session } from '../session.ts';
import { withPinnedSettings } from '../snapshot/with-pinned-settings.ts';

/** SQLSTATE insufficient_privilege: the role does not see, which says nothing about what is there. */
const insufficientPrivilege = '42501';

/**
 * Runs one check behind a savepoint inside the caller's transaction, so that a crashing check decides nothing else, and
 * none leaves anything behind.
 * @returns the reading; `blind` when the role lacks a right
 */
export async function readCheck(session: Session, check: QueryCheck): Promise<CheckReading & { blind?: boolean }> {
	const read = check.pinned ? withPinnedSettings : withAllRows;
	// JSON values compare structurally, whatever type parsers the connection has.
	const query = `SELECT pg_catalog.to_jsonb(q) AS row FROM (${check.sql.trim().replace(/;$/, '')}\n) AS q`;
	try {
		const { rows } = await read(session, () => session.query(query, [...check.values]));
		return { kind: 'rows', rows: rows.map((row) => row['row'] as Record<string, unknown>) };
	} catch (error) {
		if (!isServerError(error)) throw error;
		return {
			kind: 'unreadable',
			reason: `${error.message} (SQLSTATE ${error.code})`,
			blind: error.code === insufficientPrivilege,
		};
	}
}

/** Row security would leave rows out without a word; switched off, it is an error. The savepoint puts it back. */
async function withAllRows<Result>(session: Session, work: () => Promise<Result>): Promise<Result> {
	await session.query('SAVEPOINT cutter_check');
	try {
		await session.query('SET LOCAL row_security = off');
		return await work();
	} finally {
		await session.query('ROLLBACK TO SAVEPOINT cutter_check');
		await session.query('RELEASE SAVEPOINT cutter_check');
	}
}

/** What the server said of the statement; a lost connection or a fault of ours is no reading. */
function isServerError(error: unknown): error is Error & { code: string } {
	return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';
}

export async function runCheck(
	session: Session,
	check: QueryCheck,
	connection: CheckResult['connection'],
): Promise<CheckResult> {
	return judgeCheck(check, await readCheck(session, check), connection);
}
