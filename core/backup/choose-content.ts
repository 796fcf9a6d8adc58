import type { PlanFile } from '../../contract/plan-file.ts';

interface Candidate {
	readonly schema: string;
	readonly name: string;
	readonly kind: 'ordinary' | 'partitioned';
	readonly size_bytes: number | null;
	readonly extension: string | null;
	readonly partly_foreign: boolean;
}

/** Ours: a table up to this size is compared to the last byte. Of a larger one the count is compared, unless the plan names it. */
const wholeUpToBytes = 16 * 1024 * 1024;

/** Tables whose content is digested with their counts: those that the plan speaks of, and all that are small. */
export function chooseContent<Table extends Candidate>(
	plan: Pick<PlanFile, 'frozen' | 'expect'>,
	tables: readonly Table[],
): Table[] {
	const watched = plan.expect.side_effects.map(({ column }) => column.split('.').slice(0, 2).join('.'));
	const named = new Set([...plan.frozen, ...plan.expect.counts.map(({ table }) => table), ...watched]);
	return tables.filter((table) => {
		// What an extension brought, and what another server holds, a restored copy may rightly have otherwise.
		if (table.extension !== null || table.partly_foreign) return false;
		if (named.has(`${table.schema}.${table.name}`)) return true;
		return table.kind === 'ordinary' && table.size_bytes !== null && table.size_bytes <= wholeUpToBytes;
	});
}
