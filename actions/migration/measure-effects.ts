import type { z } from 'zod';
import { type columnChange, watchedColumns } from '../../core/evidence/bodies.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import { type ColumnSnapshot, compareColumns } from '../../core/snapshot/compare-columns.ts';
import type { SchemaDelta } from '../../core/snapshot/schema-snapshot.ts';
import { getArtifact, putArtifact } from '../../platform/artifacts/artifact-store.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { findTables } from '../../platform/postgres/snapshot/find-tables.ts';
import { readColumnSnapshot } from '../../platform/postgres/snapshot/read-column-snapshot.ts';
import { readContentDigest } from '../../platform/postgres/snapshot/read-content-digest.ts';
import type { Site } from '../../platform/site.ts';
import type { RunContext } from '../run/read-run-context.ts';

type ColumnChange = z.infer<typeof columnChange>;

/** A table that must not change, and the digest of its content. */
export interface FrozenTable {
	readonly table: string;
	readonly sha256: string;
}

/**
 * Content of the tables that the plan declares frozen, by digest.
 * @param added columns that the plan itself gave them, as `schema.table.column`: they have no before to be equal to
 */
export async function measureFrozen(
	session: Session,
	plan: FrozenPlan,
	added: readonly string[] = [],
): Promise<FrozenTable[]> {
	const measured: FrozenTable[] = [];
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
async function readWatchedColumns(session: Session, plan: FrozenPlan): Promise<ColumnSnapshot[]> {
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
function compareWatchedColumns(
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

/** The watched columns before the first step: kept by the first transaction, known to the later ones. @returns their artefact */
export async function keepColumnsBefore(site: Site, session: Session, { plan, position }: RunContext): Promise<string> {
	const kept = position.committed.at(0)?.body.columns_before;
	if (kept) return kept;
	const columns = await readWatchedColumns(session, plan);
	return putArtifact(site.artifactsDir, { format: 'watched-columns-v1', columns });
}

export async function measureSideEffects(
	site: Site,
	session: Session,
	plan: FrozenPlan,
	before: string,
): Promise<ColumnChange[]> {
	const { columns } = watchedColumns.parse(await getArtifact(site.artifactsDir, before));
	return compareWatchedColumns(plan, columns, await readWatchedColumns(session, plan));
}
