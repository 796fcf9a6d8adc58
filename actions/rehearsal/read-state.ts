import type pg from 'pg';
import { describeDelta } from '../../core/snapshot/describe-delta.ts';
import { diffSchemas } from '../../core/snapshot/diff-schemas.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import type { SchemaSnapshot } from '../../core/snapshot/schema-snapshot.ts';
import { countRows } from '../../platform/postgres/snapshot/count-rows.ts';
import { findTables } from '../../platform/postgres/snapshot/find-tables.ts';
import { listTables } from '../../platform/postgres/snapshot/list-tables.ts';
import { readContentDigest } from '../../platform/postgres/snapshot/read-content-digest.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { takeSnapshot } from '../migration/execute-steps.ts';

/** What a rollback has to give back: the logical schema, every count, and the content of the tables watched. */
export interface SubjectState {
	readonly schema: SchemaSnapshot;
	readonly counts: ReadonlyMap<string, number>;
	readonly content: ReadonlyMap<string, string>;
	readonly relations: ReadonlySet<string>;
}

/** @param exceptions columns that the plan declares not restorable; left out of the content digests */
export async function readState(
	client: pg.Client,
	watched: readonly string[],
	exceptions: readonly { readonly column: string }[],
): Promise<SubjectState> {
	return withReadOnly(client, async () => {
		const tables = await listTables(client, { excludeSchemas: [...ownSchemas] });
		const counts = await countRows([client], tables);
		const content = new Map<string, string>();
		for (const table of await findTables(client, [...new Set(watched)])) {
			const own = exceptions
				.map(({ column }) => column.split('.'))
				.filter(([schema, name]) => schema === table.schema && name === table.name);
			const { sha256 } = await readContentDigest(client, table, { exceptColumns: own.map(([, , name = '']) => name) });
			content.set(table.table, sha256);
		}
		return {
			schema: await takeSnapshot(client),
			counts: new Map(counts.map(({ table, count }) => [table, count])),
			content,
			relations: new Set(tables.map(({ schema, name }) => `${schema}.${name}`)),
		};
	});
}

export function describeDifferences(before: SubjectState, after: SubjectState) {
	const schema = describeDelta(diffSchemas(before.schema, after.schema));
	const counts = [...before.counts]
		.filter(([table, count]) => after.counts.get(table) !== count)
		.map(([table, count]) => `${table}: ${count} rows before, ${after.counts.get(table) ?? 'none'} after`);
	const content = [...before.content]
		.filter(([table, digest]) => after.content.get(table) !== digest)
		.map(([table]) => `${table}: content differs`);
	return {
		schema_restored: schema.length === 0,
		content_restored: counts.length === 0 && content.length === 0,
		differences: [...schema, ...counts, ...content],
	};
}
