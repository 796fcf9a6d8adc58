import type { z } from 'zod';
import type { columnChange } from '../../core/evidence/bodies.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import { type ColumnSnapshot, compareColumns } from '../../core/snapshot/compare-columns.ts';
import type { SchemaDelta } from '../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { findTables } from '../../platform/postgres/snapshot/find-tables.ts';
import { readColumnSnapshot } from '../../platform/postgres/snapshot/read-column-snapshot.ts';
import { readContentDigest } from '../../platform/postgres/snapshot/read-content-digest.ts';

type ColumnChange = z.infer<typeof columnChange>;

/**
 * Content of the tables that the plan declares frozen, by digest.
 * @param added columns that the plan itself gave them, as `schema.table.column`: they have no before to be equal to
 */
export async function measureFrozen(
	session: Session,
	plan: FrozenPlan,
	added: readonly string[] = [],
): Promise<{ table: string; sha256: string }[]> {
	const measured: { table: string; sha256: string }[] = [];
	for (const table of await findTables(session, plan.file.frozen)) {
		const own = `${table.schema}.${table.name}.`;
		const exceptColumns = added.filter((column) => column.startsWith(own)).map((column) => column.slice(own.length));
		const { sha256 } = await readContentDigest(session, table, { exceptColumns });
		measured.push({ table: table.table, sha256 });
	}
	return measured;
}

/** Columns that a change of schema added, as `schema.table.column`. */
export function addedColumns({ added }: Pick<SchemaDelta, 'added'>): string[] {
	return added.filter(({ kind }) => kind === 'column').map(({ name }) => name);
}

/** The columns that the plan expects a trigger to bump, as they stand now, in the plan's order. */
export async function readWatchedColumns(session: Session, plan: FrozenPlan): Promise<ColumnSnapshot[]> {
	const watched = plan.file.expect.side_effects;
	const tables = await findTables(
		session,
		watched.map(({ column }) => tableOf(column)),
	);
	const read: ColumnSnapshot[] = [];
	for (const [index, { column, key }] of watched.entries()) {
		const table = tables[index];
		if (table) read.push(await readColumnSnapshot(session, table, key, column.split('.')[2] ?? ''));
	}
	return read;
}

/** How many rows each watched column changed in, against what the plan declares. */
export function compareWatchedColumns(
	plan: FrozenPlan,
	before: readonly ColumnSnapshot[],
	after: readonly ColumnSnapshot[],
): ColumnChange[] {
	return plan.file.expect.side_effects.flatMap(({ column, rows_changed }, index) => {
		const [one, other] = [before[index], after[index]];
		if (!one || !other) return [];
		return [
			{
				column,
				rows_changed: compareColumns(one, other).rows_changed,
				rows_expected: rows_changed,
				before: range(one),
				after: range(other),
			},
		];
	});
}

/** `schema.table` of `schema.table.column` */
function tableOf(column: string): string {
	return column.split('.').slice(0, 2).join('.');
}

function range({ min, max, distinct }: { min: string | null; max: string | null; distinct: number }) {
	return { min, max, distinct };
}
