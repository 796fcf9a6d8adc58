import { tablesOf } from '../../core/backup/parse-archive-list.ts';
import type { FoundTables } from '../../core/closeout/compare-tables.ts';
import type { Expectation } from '../../core/closeout/expectation.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { readItems } from '../../platform/postgres/closeout/read-items.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { countRows } from '../../platform/postgres/snapshot/count-rows.ts';
import { type ListedTable, listTables } from '../../platform/postgres/snapshot/list-tables.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import type { TestedClone } from '../backup/with-restored-clone.ts';

/**
 * Looks for the expected tables in the archive's own table of contents and in the restored copy: two witnesses, neither
 * of which asks production.
 */
export async function findTablesInClone(
	{ clone, verdict, entries, source }: TestedClone,
	expectation: Expectation,
): Promise<FoundTables> {
	const owners = source.roles.roles.map(({ name }) => name);
	const dump = new Map(expectation.schemas.map(({ schema }) => [schema, tablesOf(entries, schema, owners)]));
	// A restore that was broken off leaves nothing to be looked at.
	if (verdict.outcome === 'error') return { dump, copy: new Map(), counts: new Map(), items: new Map() };
	return withClient(clone.superuser, 'dot-iu-cutter closeout', (session) =>
		withReadOnly(session, async () => ({ dump, ...(await lookIntoCopy(session, expectation)) })),
	);
}

async function lookIntoCopy(
	session: Session,
	{ tables, counts, schemas }: Expectation,
): Promise<Omit<FoundTables, 'dump'>> {
	const listed = await listTables(session, { excludeSchemas: [...ownSchemas] });
	const named = listed.filter((one) => tables.includes(plainName(one)));
	const counted = new Map((await countRows([session], named)).map(({ table, count }) => [table, count]));
	const items = new Map<string, Awaited<ReturnType<typeof readItems>>>();
	for (const one of named.filter((table) => !counts.has(plainName(table))))
		items.set(plainName(one), await readItems(session, one));
	return {
		copy: new Map(
			schemas.map(({ schema }) => [schema, listed.filter((one) => one.schema === schema).map(({ name }) => name)]),
		),
		counts: new Map(named.map((one) => [plainName(one), counted.get(one.table) ?? 0])),
		items,
	};
}

function plainName({ schema, name }: ListedTable): string {
	return `${schema}.${name}`;
}
