import type { ProductionState } from '../../contract/closeout-report.ts';
import { approvalsCollection } from '../../contract/sign-offs.ts';
import type { Expectation } from '../../core/closeout/expectation.ts';
import type { WriteCounters } from '../../core/closeout/subtract-counters.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import { readWriteCounters } from '../../platform/postgres/closeout/read-write-counters.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { readServerIdentity } from '../../platform/postgres/read-server-identity.ts';
import { countRows } from '../../platform/postgres/snapshot/count-rows.ts';
import { listTables } from '../../platform/postgres/snapshot/list-tables.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import type { ActionContext } from '../run/action-context.ts';

export interface Observation {
	readonly state: ProductionState;
	readonly counters: readonly WriteCounters[];
}

const exclude = { excludeSchemas: [...ownSchemas] };

/** Who the server is and what the subject looks like, read in one read-only transaction. */
export async function observeProduction({ client }: ActionContext, { tables }: Expectation): Promise<Observation> {
	return withReadOnly(client, async () => {
		const { system_identifier, database, database_oid, started_at } = await readServerIdentity(client);
		const named = (await listTables(client, exclude)).filter(({ schema, name }) =>
			tables.includes(`${schema}.${name}`),
		);
		const counts = new Map((await countRows([client], named)).map(({ table, count }) => [table, count]));
		const nameOf = new Map(named.map(({ schema, name, table }) => [`${schema}.${name}`, table]));
		return {
			state: {
				read_at: (await readClock(client)).toISOString(),
				system_identifier,
				database,
				database_oid,
				started_at,
				schema_digest: snapshotDigest(await readSchemaSnapshot(client, exclude)),
				rows: tables.map((table) => ({ table, count: counts.get(nameOf.get(table) ?? '') ?? null })),
			},
			counters: await readWriteCounters(client, { ...exclude, approvals: approvalsCollection }),
		};
	});
}
