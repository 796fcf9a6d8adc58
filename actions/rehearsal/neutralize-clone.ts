import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import type { ConnectionTarget } from '../../platform/postgres/connection-target.ts';
import { quoteIdentifier } from '../../platform/postgres/quote-identifier.ts';
import { withClient } from '../../platform/postgres/with-client.ts';

/** Takes the bundle's own state off a clone: it must not know runs, approvals or jobs of the database it was made from. */
export async function neutralizeClone(superuser: ConnectionTarget): Promise<void> {
	await withClient(superuser, 'dot-iu-cutter clone', async (client) => {
		for (const schema of ownSchemas) await client.query(`DROP SCHEMA IF EXISTS ${quoteIdentifier(schema)} CASCADE`);
		const { rows } = await client.query("SELECT to_regclass('public.cutter_approvals') IS NOT NULL AS present");
		if (rows[0]?.present === true) await client.query('TRUNCATE public.cutter_approvals');
	});
}
