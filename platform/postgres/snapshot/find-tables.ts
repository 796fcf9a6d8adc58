import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { Session } from '../session.ts';
import { type ListedTable, listTables } from './list-tables.ts';

/**
 * Tables by their plain `schema.table`, in the order asked for.
 * @throws CutterError GATE_NOT_MET naming those that do not exist
 */
export async function findTables(session: Session, names: readonly string[]): Promise<ListedTable[]> {
	if (names.length === 0) return [];
	const listed = new Map(
		(await listTables(session, { excludeSchemas: [] })).map((table) => [`${table.schema}.${table.name}`, table]),
	);
	const missing = names.filter((name) => !listed.has(name));
	if (missing.length > 0)
		throw new CutterError('GATE_NOT_MET', `The plan names tables that do not exist here: ${missing.join(', ')}.`, {
			missing,
		});
	return names.flatMap((name) => listed.get(name) ?? []);
}
