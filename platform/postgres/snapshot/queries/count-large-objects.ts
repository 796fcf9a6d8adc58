import { z } from 'zod';
import type { Session } from '../../session.ts';

const counted = z.tuple([z.object({ count: z.int() })]);

export async function countLargeObjects(session: Session): Promise<number> {
	const { rows } = await session.query('SELECT count(*)::int AS count FROM pg_largeobject_metadata');
	return counted.parse(rows)[0].count;
}
