import { CutterError } from '../../core/errors/cutter-error.ts';
import type { RestoreTested } from '../../core/evidence/bodies.ts';
import type { Clone, Removal } from '../../platform/postgres/clone/clone-provider.ts';
import type { ConnectionTarget } from '../../platform/postgres/connection-target.ts';
import { cite, record } from '../ledger/record.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import type { RunContext } from '../run/read-run-context.ts';
import { type RestoreRequest, withRestoredClone } from './with-restored-clone.ts';

/** A restored, compared copy of the subject on a server that is not production. */
export interface RestoredClone {
	readonly superuser: ConnectionTarget;
	/** The same-named role that will migrate: a superuser rehearsal passes what production refuses. */
	readonly migrator: ConnectionTarget;
}

export interface Restored<Result> {
	readonly result: ActionResult;
	/** What `work` made of the clone; absent when the restore test did not pass. */
	readonly rehearsed?: Result;
}

/**
 * Restores the run's newest backup into a clone and compares it; the verdict is recorded before `work` touches the
 * clone, and the removal is proven and recorded after it.
 */
export async function restoreBackup<Result>(
	context: ActionContext,
	run: RunContext,
	work?: (clone: RestoredClone) => Promise<Result>,
	{ afterRestore }: Pick<RestoreRequest, 'afterRestore'> = {},
): Promise<Restored<Result>> {
	const { site, runId, actor } = context;
	const backup = run.position.backup?.body;
	if (!backup) throw new CutterError('WRONG_STATE', 'There is no backup to restore: take one first.');
	const request: RestoreRequest = {
		backup,
		purpose: work ? 'rehearsal' : 'restore-test',
		login: work ? [site.target.user] : [],
		afterRestore,
	};
	const { value, removal } = await withRestoredClone(context, run, request, async ({ clone, verdict }) => {
		const recorded = await record(site, { chain: runId, kind: 'restore.tested', actor, body: { ...verdict } });
		const result = describeRestore(verdict, cite(recorded));
		if (verdict.outcome !== 'pass' || !work) return { result };
		return { result, rehearsed: await work(lend(clone, site.target.user)) };
	});
	const evidence = [...value.result.evidence, ...(await recordRemoval(context, removal))];
	return { ...value, result: { ...value.result, evidence } };
}

/** @returns the citation of what was recorded; nothing for a clone that was kept */
export async function recordRemoval({ site, runId, actor }: ActionContext, removal: Removal | null): Promise<string[]> {
	if (removal === null) return [];
	return [cite(await record(site, { chain: runId, kind: 'clone.removed', actor, body: { ...removal } }))];
}

function lend({ superuser, logins }: Clone, migrator: string): RestoredClone {
	const login = logins.get(migrator);
	if (!login) throw new CutterError('OUTCOME_UNKNOWN', `The clone lends no login of the role ${migrator}.`);
	return { superuser, migrator: login };
}

const shown = 5;

export function describeRestore(verdict: RestoreTested, evidence: string): ActionResult {
	return { outcome: verdict.outcome, message: sentenceOn(verdict), evidence: [evidence] };
}

function sentenceOn({ outcome, reasons, tables_compared, exceptions = [] }: RestoreTested): string {
	const more = reasons.length > shown ? `; and ${reasons.length - shown} more` : '';
	const why = `${reasons.slice(0, shown).join('; ')}${more}`;
	switch (outcome) {
		case 'pass':
			return `Restored and equal in ${tables_compared} tables${exceptions.length > 0 ? `, ${exceptions.length} known exceptions listed` : ''}.`;
		case 'fail':
			return `The restored copy differs: ${why}`;
		case 'error':
			return `The restore was broken off, so nothing is proven: ${why}`;
		default:
			return outcome satisfies never;
	}
}
