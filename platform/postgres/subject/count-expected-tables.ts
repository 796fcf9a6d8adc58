import type { CountFact } from '../../../core/gate/facts.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';

/** Exact counts of the tables a plan expects; one that cannot be read has no count, and says why. */
export async function countExpectedTables(
	session: Session,
	expected: readonly { readonly table: string; readonly count: number }[],
): Promise<CountFact[]> {
	const facts: CountFact[] = [];
	for (const { table, count } of expected) facts.push({ table, expected: count, ...(await countOne(session, table)) });
	return facts;
}

async function countOne(session: Session, table: string): Promise<Pick<CountFact, 'found' | 'why'>> {
	const [schema = '', name = ''] = table.split('.');
	await session.query('SAVEPOINT cutter_count');
	try {
		const { rows } = await session.query(`SELECT count(*)::int AS n FROM ${quoteIdentifier(schema, name)}`);
		await session.query('RELEASE SAVEPOINT cutter_count');
		return { found: Number(rows[0]?.['n']), why: '' };
	} catch (error) {
		await session.query('ROLLBACK TO SAVEPOINT cutter_count');
		return { found: null, why: error instanceof Error ? error.message : String(error) };
	}
}
