import type { Session } from '../session.ts';

export interface ControlState {
	/** 0: the bundle's schema is not there. */
	readonly version: number;
	/** The connected role cannot change evidence: it neither owns the ledger nor inherits its owner. */
	readonly append_only: boolean;
	/** The collection that keeps sign-offs exists. */
	readonly approvals: boolean;
}

/** Whether the bundle is set up here, and how strongly its ledger is protected from the connected role. */
export async function readControlState(session: Session): Promise<ControlState> {
	const { rows } = await session.query(
		`SELECT to_regclass('cutter_control.schema_version') IS NOT NULL AS present,
			to_regclass('public.cutter_approvals') IS NOT NULL AS approvals,
			(SELECT NOT pg_has_role(current_user, c.relowner, 'MEMBER') FROM pg_class c
			  WHERE c.oid = to_regclass('cutter_control.evidence')) AS append_only`,
	);
	const row = rows[0] ?? {};
	const version = row['present'] === true ? await readVersion(session) : 0;
	return { version, append_only: row['append_only'] === true, approvals: row['approvals'] === true };
}

async function readVersion(session: Session): Promise<number> {
	const { rows } = await session.query('SELECT max(version)::int AS version FROM cutter_control.schema_version');
	return Number(rows[0]?.['version'] ?? 0);
}
