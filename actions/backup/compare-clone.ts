import { z } from 'zod';
import { compareRestored } from '../../core/backup/compare-restored.ts';
import { tableCount } from '../../core/evidence/bodies.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { parseSnapshot } from '../../core/snapshot/parse-snapshot.ts';
import { getArtifact } from '../../platform/artifacts/artifact-store.ts';
import type { ConnectionTarget } from '../../platform/postgres/connection-target.ts';
import { countRows } from '../../platform/postgres/snapshot/count-rows.ts';
import { listTables } from '../../platform/postgres/snapshot/list-tables.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withClient } from '../../platform/postgres/with-client.ts';

const countsArtifact = z.object({ counts: z.array(tableCount) });

/** Counts every table of a restored copy, and compares it with the artefacts of the backup's instant. */
export async function compareClone(
	artifactsDir: string,
	backup: { counts_artifact: string; schema_artifact: string },
	clone: ConnectionTarget,
) {
	const { counts } = countsArtifact.parse(await getArtifact(artifactsDir, backup.counts_artifact));
	const schema = parseSnapshot(await getArtifact(artifactsDir, backup.schema_artifact));
	return withClient(clone, 'dot-iu-cutter clone', (session) =>
		withReadOnly(session, async () => {
			const exclude = { excludeSchemas: [...ownSchemas] };
			const found = await countRows([session], await listTables(session, exclude));
			return compareRestored({ counts, schema }, { counts: found, schema: await readSchemaSnapshot(session, exclude) });
		}),
	);
}
