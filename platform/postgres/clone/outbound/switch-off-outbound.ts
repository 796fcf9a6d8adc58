import { z } from 'zod';
import { quoteIdentifier } from '../../../../core/sql/quote-identifier.ts';
import type { Session } from '../../session.ts';
import { withTransaction } from '../../transaction.ts';
import { readConnectingFunctions, takeConnections } from './dblink-functions.ts';
import { readHandledWrappers, takeHandlers } from './foreign-wrappers.ts';

const mappingRow = z.object({ role: z.string().nullable(), server: z.string() });

/**
 * Switches off for good what could lead out of a clone on which statements will run: foreign tables, dblink, and the
 * logins of foreign servers. Event triggers stay as they are, for they are part of what is rehearsed.
 */
export async function switchOffOutbound(session: Session): Promise<void> {
	await withTransaction(session, async () => {
		await takeHandlers(session, await readHandledWrappers(session));
		await takeConnections(session, await readConnectingFunctions(session));
		await dropUserMappings(session);
	});
}

async function dropUserMappings(session: Session): Promise<void> {
	const { rows } = await session.query(
		`SELECT CASE umuser WHEN 0 THEN NULL ELSE usename::text END AS role, srvname::text AS server
		FROM pg_catalog.pg_user_mappings`,
	);
	for (const { role, server } of rows.map((row) => mappingRow.parse(row))) {
		const whose = role === null ? 'PUBLIC' : quoteIdentifier(role);
		await session.query(`DROP USER MAPPING FOR ${whose} SERVER ${quoteIdentifier(server)}`);
	}
}
