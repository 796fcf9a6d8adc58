import type { Session } from './session.ts';

/** Runs `work` in a transaction: commits what it resolves with, rolls back what it throws. */
export async function withTransaction<Result>(
	session: Session,
	work: () => Promise<Result>,
	begin = 'BEGIN',
): Promise<Result> {
	await session.query(begin);
	let result: Result;
	try {
		result = await work();
	} catch (error) {
		// A connection that is gone has rolled back by itself; its error must not hide the first one.
		await session.query('ROLLBACK').catch(() => undefined);
		throw error;
	}
	await session.query('COMMIT');
	return result;
}

/** A read-only look at one instant; nothing it does can stay. */
export async function withReadOnly<Result>(session: Session, work: () => Promise<Result>): Promise<Result> {
	await session.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
	try {
		return await work();
	} finally {
		await session.query('ROLLBACK').catch(() => undefined);
	}
}
