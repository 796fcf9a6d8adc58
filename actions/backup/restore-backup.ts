import { join } from 'node:path';
import { CutterError } from '../../core/errors/cutter-error.ts';
import type { RestoreTested } from '../../core/evidence/bodies.ts';
import { backupFolder } from '../../platform/artifacts/backup-folder.ts';
import { applySettings } from '../../platform/postgres/clone/apply-settings.ts';
import { copyDatabaseRights } from '../../platform/postgres/clone/copy-database-rights.ts';
import { createCloneDatabase } from '../../platform/postgres/clone/create-clone-database.ts';
import { createRoles } from '../../platform/postgres/clone/create-roles.ts';
import { readDatabaseLocale } from '../../platform/postgres/clone/database-locale.ts';
import { type LocalCluster, withLocalCluster } from '../../platform/postgres/clone/local-cluster.ts';
import { readRoles } from '../../platform/postgres/clone/read-roles.ts';
import { restoreArchive } from '../../platform/postgres/clone/restore-archive.ts';
import type { ConnectionTarget } from '../../platform/postgres/connection-target.ts';
import { readServerIdentity } from '../../platform/postgres/read-server-identity.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import { findSitePrograms } from '../facts/find-host-problems.ts';
import { cite, record } from '../ledger/record.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import type { RunContext } from '../run/read-run-context.ts';
import { compareClone } from './compare-clone.ts';

/** A restored, compared copy of the subject on a server of its own. */
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
 * Restores the run's newest backup into an isolated cluster and compares it; the verdict is recorded before `work`
 * touches the clone, and the teardown is proven and recorded after it.
 */
export async function restoreBackup<Result>(
	context: ActionContext,
	run: RunContext,
	work?: (clone: RestoredClone) => Promise<Result>,
): Promise<Restored<Result>> {
	const { site, client, runId, actor } = context;
	const backup = run.position.backup?.body;
	if (!backup) throw new CutterError('WRONG_STATE', 'There is no backup to restore: take one first.');
	const production = await readServerIdentity(client);
	const programs = await findSitePrograms(site, production.version_num);
	const owner = { installationId: run.run.environment, runId };
	const locale = await readDatabaseLocale(client);
	const { value, teardown } = await withLocalCluster<Restored<Result>>({ programs, owner, locale }, async (cluster) => {
		const tested = await restoreAndCompare(context, run, cluster, production);
		const recorded = await record(site, { chain: runId, kind: 'restore.tested', actor, body: tested.body });
		const result = describeRestore(tested.body, cite(recorded));
		if (tested.body.outcome !== 'pass' || !work) return { result };
		return { result, rehearsed: await work(tested.clone) };
	});
	const removed = await record(site, { chain: runId, kind: 'clone.removed', actor, body: { ...teardown } });
	return { ...value, result: { ...value.result, evidence: [...value.result.evidence, cite(removed)] } };
}

async function restoreAndCompare(
	context: ActionContext,
	{ run, position }: RunContext,
	cluster: LocalCluster,
	production: Awaited<ReturnType<typeof readServerIdentity>>,
) {
	const { site, client, report } = context;
	const backup = position.backup?.body;
	if (!backup) throw new CutterError('WRONG_STATE', 'There is no backup to restore.');
	const started = performance.now();
	report({ step: 'restore test', fraction: 0.2, detail: 'roles' });
	const roles = await readRoles(client);
	const passwords = await withClient(cluster.target, 'dot-iu-cutter clone', (session) =>
		createRoles(session, roles, { login: [site.target.user] }),
	);
	const superuser = await createCloneDatabase(client, cluster.target, production.database);
	report({ step: 'restore test', fraction: 0.4, detail: 'pg_restore' });
	const archive = {
		file: join(backupFolder(site.artifactsDir, run.id), backup.file),
		sha256: backup.sha256,
		size_bytes: backup.size_bytes,
		seconds: backup.seconds,
	};
	const programs = await findSitePrograms(site, production.version_num);
	const restored = await restoreArchive({ programs, target: superuser, archive, production, jobs: 2 });
	await withClient(superuser, 'dot-iu-cutter clone', (session) =>
		copyDatabaseRights(client, session, production.database),
	);
	await withClient(superuser, 'dot-iu-cutter clone', (session) => applySettings(session, roles, production.database));
	report({ step: 'restore test', fraction: 0.8, detail: 'every table is counted and compared' });
	const reasons =
		restored.verdict === 'pass'
			? []
			: restored.messages.filter(({ verdict }) => verdict === 'fatal').map(({ text }) => text);
	const comparison = await compareClone(site.artifactsDir, backup, superuser);
	const body: RestoreTested = {
		outcome: reasons.length + comparison.reasons.length === 0 ? 'pass' : 'fail',
		backup: backup.sha256,
		reasons: [...reasons, ...comparison.reasons],
		tables_compared: comparison.tables,
		clone: {
			system_identifier: restored.server.system_identifier,
			version_num: restored.server.version_num,
			outbound_isolated: cluster.outbound_isolated,
		},
		messages: restored.messages.map(({ text, verdict, rule }) => ({ text, verdict, ...(rule ? { rule } : {}) })),
		seconds: Math.round((performance.now() - started) / 100) / 10,
	};
	const migrator = { ...superuser, user: site.target.user, password: passwords.get(site.target.user) ?? '' };
	return { body, clone: { superuser, migrator } };
}

function describeRestore({ outcome, reasons, tables_compared }: RestoreTested, evidence: string): ActionResult {
	const message =
		outcome === 'pass'
			? `Restored and equal in ${tables_compared} tables.`
			: `The restored copy differs: ${reasons.join('; ')}`;
	return { outcome, message, evidence: [evidence] };
}
