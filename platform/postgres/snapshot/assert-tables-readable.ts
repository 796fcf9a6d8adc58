import { CutterError } from '../../../core/errors/cutter-error.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';
import type { ListedTable } from './list-tables.ts';

/**
 * Refuses to look at tables that cannot be seen whole: a smaller number is worse than none.
 * @throws CutterError GATE_NOT_MET naming every such table and the statements that open them
 */
export async function assertTablesReadable(session: Session, tables: readonly ListedTable[]): Promise<void> {
	const unreadable = tables.filter((table) => !table.readable);
	const hidden = tables.filter((table) => table.readable && table.row_security);
	if (unreadable.length + hidden.length === 0) return;
	const { rows } = await session.query('SELECT current_user::pg_catalog.text AS role');
	const role = String(rows[0]?.['role']);
	const remedies = new Set([...unreadable.flatMap((table) => grantsFor(table, role)), ...bypassFor(hidden, role)]);
	const reasons = [
		...unreadable.map((table) => `${table.table} may not be read by ${role}`),
		...hidden.map((table) => `row security hides rows of ${table.table} from ${role}`),
	];
	throw new CutterError(
		'GATE_NOT_MET',
		`cannot count what cannot be seen: ${reasons.join('; ')}. Remedy: ${[...remedies].join(' ')}`,
		{
			role,
			unreadable: unreadable.map(({ table }) => table),
			row_security: hidden.map(({ table }) => table),
			remedies: [...remedies],
		},
	);
}

function grantsFor(table: ListedTable, role: string): string[] {
	const grantee = quoteIdentifier(role);
	return [
		`GRANT USAGE ON SCHEMA ${quoteIdentifier(table.schema)} TO ${grantee};`,
		`GRANT SELECT ON TABLE ${quoteIdentifier(table.schema, table.name)} TO ${grantee};`,
	];
}

/** No GRANT lifts row security: the role has to be allowed past it. */
function bypassFor(hidden: readonly ListedTable[], role: string): string[] {
	return hidden.length === 0 ? [] : [`ALTER ROLE ${quoteIdentifier(role)} BYPASSRLS;`];
}
