import type { ActionView } from '../../contract/runs.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { readAccountByEmail } from '../../platform/postgres/seat/read-account.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import { awaitAction, requestAction } from '../action/request-action.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** Asks for a verification as the verifier's account and waits for its end, whichever process carries it out. */
export async function askForVerification(runtime: Runtime, run: string): Promise<ActionView> {
	const { site } = runtime;
	const email = site.env.TOOL_ACCOUNTS?.verifier;
	if (!email) throw new CutterError('SETUP_NEEDED', 'No tool accounts are configured: set CUTTER_TOOL_ACCOUNTS.');
	const account = await withPooled(site.pool, (session) => readAccountByEmail(session, email));
	if (!account?.active) throw new CutterError('SETUP_NEEDED', `The tool account ${email} is missing or not active.`);
	const caller = { user: account.id, admin: false, session: false, tool: 'verifier', seats: [] } as const;
	const asked = await requestAction(site, await runtime.queue(), caller, { run, action: 'verify' });
	return awaitAction(site, asked.id);
}
