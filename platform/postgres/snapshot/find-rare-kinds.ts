import { z } from 'zod';
import type { Session } from '../session.ts';
import type { CatalogQuery } from './catalog-query.ts';

const found = z.tuple([z.object({ present: z.array(z.boolean()) })]);

/** Those of the queries that will find something: one cheap query instead of many that find nothing. */
export async function findRareKinds(session: Session, queries: readonly CatalogQuery[]): Promise<Set<CatalogQuery>> {
	const questions = queries.map(({ rare }) => (rare ? `EXISTS (SELECT FROM ${rare})` : 'true'));
	const { rows } = await session.query(`SELECT ARRAY[${questions.join(', ')}] AS present`);
	const [{ present }] = found.parse(rows);
	return new Set(queries.filter((_, index) => present[index]));
}
