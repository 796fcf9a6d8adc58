import type { ActionView, RunAction } from '../../contract/runs.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { readAction, saveProgress, settleAction, startAction } from '../../platform/postgres/action/actions.ts';
import { withInstallationLock } from '../../platform/postgres/lock/installation-lock.ts';
import { readAccountByEmail } from '../../platform/postgres/seat/read-account.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withClient, withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { recordRefusal } from '../access/record-refusal.ts';
import { takeBackup } from '../backup/take-backup.ts';
import { takeSnapshot } from '../backup/take-snapshot.ts';
import { testRestore } from '../backup/test-restore.ts';
import { closeOut } from '../closeout/close-out.ts';
import { migrate } from '../migration/migrate.ts';
import { signPair } from '../pair/sign-and-verify.ts';
import { checkPreflight } from '../preflight/check-preflight.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { verify } from '../verification/verify.ts';

const performers: Record<RunAction, (context: ActionContext) => Promise<ActionResult>> = {
	preflight: checkPreflight,
	snapshot: takeSnapshot,
	backup: takeBackup,
	'restore-test': testRestore,
	rehearse,
	migrate,
	verify,
	'sign-pair': signPair,
	closeout: closeOut,
};

/** Carries out one queued action under the installation's lock and settles it, whatever happens. */
export async function performAction(site: Site, actionId: string): Promise<void> {
	const action = await withPooled(site.pool, async (session) =>
		(await startAction(session, actionId)) ? readAction(session, actionId) : null,
	);
	if (!action) return;
	try {
		const result = await underLock(site, action);
		await withPooled(site.pool, (session) =>
			settleAction(session, actionId, { state: 'done', result: { ...result, evidence: [...result.evidence] } }),
		);
	} catch (error) {
		site.log.warn(`${action.action} of run ${action.run}: ${messageOf(error)}`);
		await recordRefusal(site, { actor: action.requested_by, action: action.action, run: action.run }, error);
		await withPooled(site.pool, (session) => settleAction(session, actionId, settlementOf(error)));
	}
}

function underLock(site: Site, action: ActionView): Promise<ActionResult> {
	return withClient(site.target, `dot-iu-cutter ${action.action}`, (client) =>
		withInstallationLock(client, site.env.LOCK_TIMEOUT_MS, async () => {
			const actor = await readActor(site, client, action);
			return performers[action.action]({ site, client, runId: action.run, actor, report: reporter(site, action.id) });
		}),
	);
}

/** Whoever asked only asked: a migration is the executor's deed, a verification the verifier's. */
async function readActor(site: Site, session: Session, { action, requested_by }: ActionView): Promise<string> {
	if (action !== 'migrate' && action !== 'verify' && action !== 'sign-pair') return requested_by;
	const tools = site.env.TOOL_ACCOUNTS;
	if (!tools)
		throw new CutterError(
			'SETUP_NEEDED',
			'No tool accounts are configured: set CUTTER_TOOL_ACCOUNTS=executor=<email>,verifier=<email>.',
		);
	const email = action === 'verify' ? tools.verifier : tools.executor;
	const account = await readAccountByEmail(session, email);
	if (account?.active) return account.id;
	throw new CutterError('SETUP_NEEDED', `The tool account ${email} is missing or not active.`);
}

/** Progress is written at most a few times a second, and never holds the work up. */
function reporter(site: Site, id: string): ActionContext['report'] {
	let last = 0;
	return (progress) => {
		const now = Date.now();
		if (now - last < 250) return;
		last = now;
		withPooled(site.pool, (session) => saveProgress(session, id, progress)).catch(() => undefined);
	};
}

function settlementOf(error: unknown): Parameters<typeof settleAction>[2] {
	if (error instanceof CutterError) {
		const gates = Array.isArray(error.facts['gates']) ? error.facts['gates'] : [];
		return { state: 'refused', error: { code: error.code, message: error.message, gates } };
	}
	return { state: 'failed', error: { code: 'INTERNAL', message: messageOf(error), gates: [] } };
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
