import { z } from 'zod';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { Session } from '../session.ts';

// Whatever came after initdb has an OID of 16384 or more.
const countOwn = `
	SELECT (SELECT count(*) FROM pg_catalog.pg_class WHERE oid >= 16384)::float8 AS relations,
		(SELECT count(*) FROM pg_catalog.pg_proc WHERE oid >= 16384)::float8 AS functions,
		(SELECT count(*) FROM pg_catalog.pg_namespace WHERE oid >= 16384)::float8 AS schemas`;

/** @throws CutterError GATE_NOT_MET: a restore on top of something proves nothing */
export async function assertEmptyDatabase(session: Session, database: string): Promise<void> {
	const { rows } = await session.query(countOwn);
	const counts = z.object({ relations: z.number(), functions: z.number(), schemas: z.number() }).parse(rows[0]);
	if (Object.values(counts).every((count) => count === 0)) return;
	throw new CutterError(
		'GATE_NOT_MET',
		`The database ${database} is not empty: restore into a new one made from template0.`,
		{ database, ...counts },
	);
}
