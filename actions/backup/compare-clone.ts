import { z } from 'zod';
import {
	compareRestored,
	type RestoreComparison,
	type SubjectPicture,
} from '../../core/backup/compare/compare-restored.ts';
import type { DatabaseRights } from '../../core/backup/database-rights.ts';
import type { SequencePosition } from '../../core/backup/parse-sequence-sets.ts';
import type { RestoreException } from '../../core/backup/restore-exception.ts';
import type { ServerRoles } from '../../core/backup/server-roles.ts';
import { type BackupTaken, tableCount } from '../../core/evidence/bodies.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { parseSnapshot } from '../../core/snapshot/parse-snapshot.ts';
import type { SchemaSnapshot } from '../../core/snapshot/schema-snapshot.ts';
import { getArtifact } from '../../platform/artifacts/artifact-store.ts';
import { readDatabaseRights } from '../../platform/postgres/clone/database-rights.ts';
import { readRoles } from '../../platform/postgres/clone/read-roles.ts';
import { type FoundSequences, readSequencePositions } from '../../platform/postgres/clone/read-sequence-positions.ts';
import type { ConnectionTarget } from '../../platform/postgres/connection-target.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { readDotTools } from '../../platform/postgres/signal/read-dot-tools.ts';
import { countRows } from '../../platform/postgres/snapshot/count-rows.ts';
import { listTables } from '../../platform/postgres/snapshot/list-tables.ts';
import { readContentDigests } from '../../platform/postgres/snapshot/read-content-digest.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withClient } from '../../platform/postgres/with-client.ts';

const exclude = { excludeSchemas: [...ownSchemas] };
const contentDigest = z.object({ table: z.string(), sha256: z.string() });
const countsArtifact = z.object({
	counts: z.array(tableCount),
	content: z.array(contentDigest).default([]),
	large_objects: z.int().nullable().default(null),
});

/** What the backup knows of its own instant. */
export type BackupInstant = Omit<SubjectPicture, 'sequences' | 'roles' | 'rights'>;

export async function readBackupInstant(artifactsDir: string, backup: BackupTaken): Promise<BackupInstant> {
	const { counts, content, large_objects } = countsArtifact.parse(
		await getArtifact(artifactsDir, backup.counts_artifact),
	);
	const schema = parseSnapshot(await getArtifact(artifactsDir, backup.schema_artifact));
	return { counts, schema, contents: content, large_objects };
}

export interface CloneComparison {
	readonly instant: BackupInstant;
	/** Positions as the archive holds them. */
	readonly sequences: readonly SequencePosition[];
	/** Production's, with the settings that were applied. */
	readonly roles: ServerRoles;
	readonly rights: DatabaseRights;
	readonly exceptions: readonly RestoreException[];
}

/** Reads all of a restored copy that the backup knows of its source, and compares the two. */
export async function compareClone(
	clone: ConnectionTarget,
	{ instant, sequences, roles, rights, exceptions }: CloneComparison,
): Promise<RestoreComparison & { readonly schema: SchemaSnapshot }> {
	return withTwoReaders(clone, async (one, other) => {
		const tables = await listTables(one, exclude);
		const chosen = new Set(instant.contents.map(({ table }) => table));
		const counts = await countRows([one, other], tables);
		const contents = await readContentDigests(
			[one, other],
			tables.filter(({ table }) => chosen.has(table)),
		);
		const { wanted, found } = await readSequencePositions(one, sequences);
		const copy = await readCopy(one, { counts, contents, found });
		return {
			...compareRestored({ ...instant, sequences: wanted, roles, rights }, copy, {
				dotTools: await readDotTools(one),
				exceptions,
			}),
			schema: copy.schema,
		};
	});
}

async function readCopy(
	session: Session,
	{ counts, contents, found }: Pick<SubjectPicture, 'counts' | 'contents'> & Pick<FoundSequences, 'found'>,
): Promise<SubjectPicture> {
	const { rows } = await session.query('SELECT count(*)::int AS count FROM pg_catalog.pg_largeobject_metadata');
	return {
		counts,
		contents,
		schema: await readSchemaSnapshot(session, exclude),
		sequences: found,
		roles: await readRoles(session),
		rights: await readDatabaseRights(session),
		large_objects: z.int().parse(rows[0]?.['count']),
	};
}

/** Nobody writes to a clone that is being compared: two transactions see the same without a common snapshot. */
function withTwoReaders<Result>(
	clone: ConnectionTarget,
	work: (one: Session, other: Session) => Promise<Result>,
): Promise<Result> {
	const reader = (then: (session: Session) => Promise<Result>) =>
		withClient(clone, 'dot-iu-cutter clone', (session) => withReadOnly(session, () => then(session)));
	return reader((one) => reader((other) => work(one, other)));
}
