import { z } from 'zod';
import { quoteIdentifier } from '../../../../core/sql/quote-identifier.ts';
import type { Session } from '../../session.ts';

const wrapperRow = z.object({ name: z.string(), handler_schema: z.string(), handler: z.string() });
export type HandledWrapper = z.infer<typeof wrapperRow>;

/** Foreign-data wrappers that can reach something: whatever they are, they do it through their handler. */
export async function readHandledWrappers(session: Session): Promise<HandledWrapper[]> {
	const { rows } = await session.query(
		`SELECT w.fdwname::text AS name, n.nspname::text AS handler_schema, p.proname::text AS handler
		FROM pg_catalog.pg_foreign_data_wrapper w
		JOIN pg_catalog.pg_proc p ON p.oid = w.fdwhandler JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
		ORDER BY w.fdwname`,
	);
	return rows.map((row) => wrapperRow.parse(row));
}

/** Without its handler a wrapper's foreign tables exist and cannot be read: of any wrapper, known or not. */
export async function takeHandlers(session: Session, wrappers: readonly HandledWrapper[]): Promise<void> {
	for (const { name } of wrappers)
		await session.query(`ALTER FOREIGN DATA WRAPPER ${quoteIdentifier(name)} NO HANDLER`);
}

export async function giveHandlers(session: Session, wrappers: readonly HandledWrapper[]): Promise<void> {
	for (const { name, handler_schema, handler } of wrappers)
		await session.query(
			`ALTER FOREIGN DATA WRAPPER ${quoteIdentifier(name)} HANDLER ${quoteIdentifier(handler_schema, handler)}`,
		);
}
