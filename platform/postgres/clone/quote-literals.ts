import { z } from 'zod';
import type { Session } from '../session.ts';

/** Has the server itself quote values for statements that cannot bind any (CREATE ROLE, ALTER … SET). */
export async function quoteLiterals(session: Session, values: readonly string[]): Promise<string[]> {
	const { rows } = await session.query(
		'SELECT quote_literal(v) AS literal FROM unnest($1::text[]) WITH ORDINALITY AS given(v, n) ORDER BY n',
		[values],
	);
	return rows.map((row) => z.object({ literal: z.string() }).parse(row).literal);
}
