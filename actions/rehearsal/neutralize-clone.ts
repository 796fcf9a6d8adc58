import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { quoteIdentifier } from '../../core/sql/quote-identifier.ts';
import { switchOffOutbound } from '../../platform/postgres/clone/outbound/switch-off-outbound.ts';
import type { ConnectionTarget } from '../../platform/postgres/connection-target.ts';
import { withClient } from '../../platform/postgres/with-client.ts';

/**
 * Before statements run on a clone: what could reach other servers from it is switched off, and the bundle's own state
 * is taken away, for it must not know runs, approvals or jobs of the database it was made from.
 */
export async function neutralizeClone(superuser: ConnectionTarget): Promise<void> {
	await withClient(superuser, 'dot-iu-cutter clone', async (client) => {
		await switchOffOutbound(client);
		for (const schema of ownSchemas) await client.query(`DROP SCHEMA IF EXISTS ${quoteIdentifier(schema)} CASCADE`);
		const { rows } = await client.query("SELECT to_regclass('public.cutter_approvals') IS NOT NULL AS present");
		if (rows[0]?.present === true) await client.query('TRUNCATE public.cutter_approvals');
	});
}
