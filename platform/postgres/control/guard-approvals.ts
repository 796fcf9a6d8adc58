import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';
import { withTransaction } from '../transaction.ts';

/** Puts the database's own guards on the approvals table: append-only, never the requester, only the current digest. */
export async function guardApprovals(session: Session, migrator: string): Promise<void> {
	await withTransaction(session, async () => {
		// Often a superuser's session, and `public` is the application's.
		await session.query('SET LOCAL search_path = pg_catalog, pg_temp');
		await session.query(`GRANT SELECT ON public.cutter_approvals TO ${quoteIdentifier(migrator)}`);
		await session.query(`
			CREATE OR REPLACE TRIGGER cutter_guard_insert BEFORE INSERT ON public.cutter_approvals
				FOR EACH ROW EXECUTE FUNCTION cutter_control.guard_approval();
			CREATE OR REPLACE TRIGGER cutter_append_only BEFORE UPDATE OR DELETE ON public.cutter_approvals
				FOR EACH ROW EXECUTE FUNCTION cutter_control.refuse_change();
			CREATE OR REPLACE TRIGGER cutter_no_truncate BEFORE TRUNCATE ON public.cutter_approvals
				FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.refuse_change();
			ALTER TABLE public.cutter_approvals ENABLE ALWAYS TRIGGER cutter_guard_insert;
			ALTER TABLE public.cutter_approvals ENABLE ALWAYS TRIGGER cutter_append_only;
			ALTER TABLE public.cutter_approvals ENABLE ALWAYS TRIGGER cutter_no_truncate`);
	});
}
