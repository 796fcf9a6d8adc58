import { chooseContent } from '../../core/backup/choose-content.ts';
import type { TableCount } from '../../core/backup/port.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import type { SchemaSnapshot } from '../../core/snapshot/schema-snapshot.ts';
import { snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import { putArtifact } from '../../platform/artifacts/artifact-store.ts';
import { type BeyondRows, readBeyondRows } from '../../platform/postgres/backup/read-beyond-rows.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { countRows } from '../../platform/postgres/snapshot/count-rows.ts';
import type { ListedTable } from '../../platform/postgres/snapshot/list-tables.ts';
import { readColumnSnapshot } from '../../platform/postgres/snapshot/read-column-snapshot.ts';
import { type ContentDigest, readContentDigests } from '../../platform/postgres/snapshot/read-content-digest.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import type { Site } from '../../platform/site.ts';
import { allOrNone } from './all-or-none.ts';
import type { Instant } from './one-instant.ts';
import type { OnStage } from './stages.ts';

type ColumnReading = Awaited<ReturnType<typeof readColumnSnapshot>> & { readonly column: string; readonly key: string };

/** Everything but the dump that is known of one instant. */
export interface Reading {
	readonly taken_at: string;
	readonly schema: SchemaSnapshot;
	readonly counts: readonly TableCount[];
	readonly content: readonly ContentDigest[];
	readonly columns: readonly ColumnReading[];
	readonly beyond: BeyondRows;
}

/** Reads schema, exact counts, content and watched columns of one instant, the schema over Directus's own connection. */
export async function readInstant(instant: Instant, plan: FrozenPlan, onStage: OnStage): Promise<Reading> {
	const [schema, rows] = await allOrNone(
		[readSchema(instant, onStage), readRows(instant, plan, onStage)],
		instant.abort,
	);
	return { taken_at: instant.snapshot.taken_at, schema, ...rows };
}

async function readSchema({ directus }: Instant, onStage: OnStage): Promise<SchemaSnapshot> {
	const schema = await readSchemaSnapshot(directus.session, { excludeSchemas: [...ownSchemas] });
	await directus.end();
	await onStage('described');
	return schema;
}

async function readRows({ readers, tables }: Instant, plan: FrozenPlan, onStage: OnStage) {
	const counts = await countRows(readers, tables);
	const content = await readContentDigests(readers, chooseContent(plan.file, tables));
	const columns = await readWatchedColumns(readers[0], plan, tables);
	const beyond = await readBeyondRows(readers[0], [...ownSchemas]);
	await onStage('counted');
	return { counts, content, columns, beyond };
}

/** Columns that the plan expects to be bumped, by key; those that are not there yet are left to the migration to miss. */
async function readWatchedColumns(
	session: Session,
	plan: FrozenPlan,
	tables: readonly ListedTable[],
): Promise<ColumnReading[]> {
	const read: ColumnReading[] = [];
	for (const { column, key } of plan.file.expect.side_effects) {
		const [schema, name, value = ''] = column.split('.');
		const table = tables.find((one) => one.schema === schema && one.name === name);
		if (table) read.push({ column, key, ...(await readColumnSnapshot(session, table, key, value)) });
	}
	return read;
}

/** Keeps what was read as artefacts. @returns their digests, as evidence names them */
export async function keepReading(site: Site, { taken_at, schema, counts, content, columns, beyond }: Reading) {
	const { large_objects } = beyond;
	return {
		schema_digest: snapshotDigest(schema),
		schema_artifact: await putArtifact(site.artifactsDir, schema),
		counts_artifact: await putArtifact(site.artifactsDir, {
			format: 'row-counts-v1',
			taken_at,
			counts,
			content,
			large_objects,
		}),
		columns_artifact: await putArtifact(site.artifactsDir, { format: 'column-snapshots-v1', taken_at, columns }),
	};
}
