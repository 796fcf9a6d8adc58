import type { z } from 'zod';
import type { columnChange } from '../../core/evidence/bodies.ts';
import type { FrozenPlan, FrozenStep } from '../../core/plan/frozen-plan.ts';
import { type ColumnSnapshot, compareColumns } from '../../core/snapshot/compare-columns.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { readColumnSnapshot } from '../../platform/postgres/snapshot/read-column-snapshot.ts';
import { findTables } from '../../platform/postgres/snapshot/find-tables.ts';
import { readContentDigest } from '../../platform/postgres/snapshot/read-content-digest.ts';

type ColumnChange = z.infer<typeof columnChange>;

/** Content of the tables that the plan declares frozen, by digest. */
export async function measureFrozen(session: Session, plan: FrozenPlan): Promise<{ table: string; sha256: string }[]> {
	const measured: { table: string; sha256: string }[] = [];
	for (const table of await findTables(session, plan.file.frozen)) {
		const { sha256 } = await readContentDigest(session, table);
		measured.push({ table: table.table, sha256 });
	}
	return measured;
}

/**
 * Measures the columns that the plan expects a trigger to bump, now and when the returned function is called.
 * Only for the group that holds the plan's last step: effects are the whole plan's.
 */
export async function measureSideEffects(session: Session, plan: FrozenPlan, steps: readonly FrozenStep[]): Promise<() => Promise<ColumnChange[]>> {
	const expected = steps.some(({ id }) => id === plan.steps.at(-1)?.id) ? plan.file.expect.side_effects : [];
	const tables = await findTables(session, expected.map(({ column }) => tableOf(column)));
	const readAll = async () => {
		const read: ColumnSnapshot[] = [];
		for (const [index, { column, key }] of expected.entries()) {
			const table = tables[index];
			if (table) read.push(await readColumnSnapshot(session, table, key, column.split('.')[2] ?? ''));
		}
		return read;
	};
	const before = await readAll();
	return async () => {
		const after = await readAll();
		return expected.flatMap(({ column, rows_changed }, index) => {
			const [one, other] = [before[index], after[index]];
			if (!one || !other) return [];
			const change = compareColumns(one, other);
			return [{ column, rows_changed: change.rows_changed, rows_expected: rows_changed, before: range(one), after: range(other) }];
		});
	};
}

/** `schema.table` of `schema.table.column` */
function tableOf(column: string): string {
	return column.split('.').slice(0, 2).join('.');
}

function range({ min, max, distinct }: { min: string | null; max: string | null; distinct: number }) {
	return { min, max, distinct };
}
