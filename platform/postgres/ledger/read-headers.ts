import { installationChain } from '../../../contract/evidence.ts';
import { type Header, installationFields, runFields } from '../../../core/evidence/compare-headers.ts';
import type { Session } from '../session.ts';

/** The rows that chains belong to: every run's, and the installation's. */
export async function readHeaders(session: Session): Promise<Header[]> {
	const runs = await session.query('SELECT id, plan, plan_digest, environment, requester FROM cutter_control.run');
	const own = await session.query('SELECT id, label FROM cutter_control.installation');
	return [
		...own.rows.map((row) => ({ chain: installationChain, fields: pick(row, installationFields) })),
		...runs.rows.map((row) => ({ chain: String(row['id']), fields: pick(row, runFields) })),
	];
}

function pick(row: Record<string, unknown>, names: readonly string[]): Record<string, string> {
	return Object.fromEntries(names.map((name) => [name, String(row[name])]));
}
