import type { CheckResult } from '../../../contract/outcomes.ts';
import type { QueryCheck } from '../../../core/check/frozen-check.ts';
import { type CheckReading, judgeCheck } from '../../../core/check/judge-check.ts';
import type { Session } from '../session.ts';

/** SQLSTATE insufficient_privilege: the role does not see, which says nothing about what is there. */
const insufficientPrivilege = '42501';

/**
 * Runs one check behind a savepoint inside the caller's transaction, so that a crashing check decides nothing else.
 * @returns the reading; `blind` when the role lacks a right
 */
export async function readCheck(session: Session, check: QueryCheck): Promise<CheckReading & { blind?: boolean }> {
	await session.query('SAVEPOINT cutter_check');
	try {
		// JSON values compare structurally, whatever type parsers the connection has.
		const { rows } = await session.query(
			`SELECT to_jsonb(q) AS row FROM (${check.sql.trim().replace(/;$/, '')}\n) AS q`,
			[...check.values],
		);
		await session.query('RELEASE SAVEPOINT cutter_check');
		return { kind: 'rows', rows: rows.map((row) => row['row'] as Record<string, unknown>) };
	} catch (error) {
		await session.query('ROLLBACK TO SAVEPOINT cutter_check');
		const { code, message } = error as { code?: string; message: string };
		return {
			kind: 'unreadable',
			reason: `${message}${code ? ` (SQLSTATE ${code})` : ''}`,
			blind: code === insufficientPrivilege,
		};
	}
}

export async function runCheck(
	session: Session,
	check: QueryCheck,
	connection: CheckResult['connection'],
): Promise<CheckResult> {
	return judgeCheck(check, await readCheck(session, check), connection);
}
