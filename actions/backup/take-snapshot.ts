import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import type { SchemaSnapshot } from '../../core/snapshot/schema-snapshot.ts';
import { snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import { putArtifact } from '../../platform/artifacts/artifact-store.ts';
import { countRows } from '../../platform/postgres/snapshot/count-rows.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import type { Site } from '../../platform/site.ts';
import { cite, record } from '../ledger/record.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { assertInstantKept, importSnapshot, withOneInstant } from './one-instant.ts';

/** Schema over Directus's own Knex connection, at an exported snapshot; the catalogs are open to every role. */
export async function takeSchemaSnapshot(
	site: Site,
	snapshotId: string,
): Promise<{ snapshot: SchemaSnapshot; connection: 'directus' }> {
	const snapshot = await site.directus.withSession(async (session) => {
		await importSnapshot(session, snapshotId);
		try {
			return await readSchemaSnapshot(session, { excludeSchemas: [...ownSchemas] });
		} finally {
			await session.query('ROLLBACK');
		}
	});
	return { snapshot, connection: 'directus' };
}

/** Schema and exact row counts of one instant, without a dump. */
export async function takeSnapshot({ site, runId, actor }: ActionContext): Promise<ActionResult> {
	const { schema, counts, tables, taken_at } = await withOneInstant(site, async (instant) => {
		const [taken, counted] = await Promise.all([
			takeSchemaSnapshot(site, instant.snapshotId),
			countRows(instant.counters, instant.tables),
		]);
		return { schema: taken.snapshot, counts: counted, tables: instant.tables, taken_at: instant.taken_at };
	});
	const schema_digest = snapshotDigest(schema);
	await assertInstantKept(site, tables, schema_digest);
	const body = {
		schema_digest,
		schema_artifact: await putArtifact(site.artifactsDir, schema),
		counts_artifact: await putArtifact(site.artifactsDir, { format: 'row-counts-v1', taken_at, counts }),
		connection: 'directus',
		not_covered: schema.not_covered,
	};
	const taken = await record(site, { chain: runId, kind: 'snapshot.taken', actor, body });
	const rows = counts.reduce((sum, { count }) => sum + count, 0);
	return {
		outcome: 'pass',
		message: `${schema.objects.length} objects, ${counts.length} tables, ${rows} rows.`,
		evidence: [cite(taken)],
	};
}
