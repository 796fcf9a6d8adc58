import { z } from 'zod';
import { dblinkIsOff } from '../../../../core/backup/classify-restore-message.ts';
import { quoteIdentifier } from '../../../../core/sql/quote-identifier.ts';
import type { Session } from '../../session.ts';
import { quoteLiterals } from '../quote-literals.ts';

/** Those that open a connection; all others need one that is open. */
const connecting = ['dblink', 'dblink_connect', 'dblink_connect_u', 'dblink_exec'];

const functionRow = z.object({
	schema: z.string(),
	name: z.string(),
	args: z.string(),
	result: z.string(),
	/** The whole CREATE OR REPLACE FUNCTION as PostgreSQL prints it. */
	definition: z.string(),
});
export type ConnectingFunction = z.infer<typeof functionRow>;

/** Functions of the extension dblink that connect to a server which their caller names. */
export async function readConnectingFunctions(session: Session): Promise<ConnectingFunction[]> {
	const { rows } = await session.query(
		`SELECT n.nspname::text AS schema, p.proname::text AS name, pg_get_function_arguments(p.oid) AS args,
			pg_get_function_result(p.oid) AS result, pg_get_functiondef(p.oid) AS definition
		FROM pg_catalog.pg_extension e
		JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
			AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
		JOIN pg_catalog.pg_proc p ON p.oid = d.objid JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
		WHERE e.extname = 'dblink' AND p.proname = ANY ($1::text[]) ORDER BY p.oid`,
		[connecting],
	);
	return rows.map((row) => functionRow.parse(row));
}

/** Puts a refusal in the place of each: no network namespace keeps them from a socket in the file system. */
export async function takeConnections(session: Session, functions: readonly ConnectingFunction[]): Promise<void> {
	const [body] = await quoteLiterals(session, [`BEGIN RAISE EXCEPTION '${dblinkIsOff}'; END`]);
	for (const { schema, name, args, result } of functions)
		await session.query(
			`CREATE OR REPLACE FUNCTION ${quoteIdentifier(schema, name)}(${args}) RETURNS ${result} LANGUAGE plpgsql AS ${body}`,
		);
}

export async function giveConnections(session: Session, functions: readonly ConnectingFunction[]): Promise<void> {
	for (const { definition } of functions) await session.query(definition);
}
