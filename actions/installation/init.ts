import { installationChain } from '../../contract/evidence.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { readInstallationFile, writeInstallationFile } from '../../platform/artifacts/installation-file.ts';
import { queueSchema } from '../../platform/jobs/action-queue.ts';
import { type ConnectionTarget, parseConnectionUrl } from '../../platform/postgres/connection-target.ts';
import { grantVerifier } from '../../platform/postgres/control/grant-verifier.ts';
import { guardApprovals } from '../../platform/postgres/control/guard-approvals.ts';
import { installControlSchema } from '../../platform/postgres/control/install-control-schema.ts';
import { readControlMigrations } from '../../platform/postgres/control/read-control-sql.ts';
import { readControlState } from '../../platform/postgres/control/read-control-state.ts';
import { insertInstallation } from '../../platform/postgres/installation/insert-installation.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { appendEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { readServerIdentity } from '../../platform/postgres/read-server-identity.ts';
import { readAccountByEmail } from '../../platform/postgres/seat/read-account.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withClient, withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { enrolKeys } from '../key/enrol-keys.ts';
import { anchor } from '../ledger/record.ts';
import { storeSeat } from '../seat/name-seat.ts';

export interface InitOrder {
	/** What people call this environment, e.g. `production`. */
	readonly label: string;
	/** Email of the person who names all other seats. */
	readonly sovereign: string | undefined;
	/** A role of its own that the verifier connects as; it exists already. */
	readonly verifierRole?: string | undefined;
	/** Makes the collection that keeps sign-offs, and its policy, when they are missing. */
	readonly createApprovals: () => Promise<void>;
}

/** Sets the bundle up here: its schema, the installation id inside and outside, the approvals collection, the first seat. */
export async function init(site: Site, order: InitOrder): Promise<string[]> {
	const done: string[] = [];
	const before = await withPooled(site.pool, readControlState);
	done.push(...(await installSchema(site, before.version)));
	if (!before.approvals) {
		await order.createApprovals();
		done.push('collection cutter_approvals created');
	}
	await withSetupClient(site, (session) => guardApprovals(session, site.target.user));
	const { verifierRole } = order;
	if (verifierRole) {
		const owner = { migrator: site.target.user, queueSchema };
		await withSetupClient(site, (session) => grantVerifier(session, verifierRole, owner));
		done.push(`${verifierRole} may verify`);
	}
	done.push(await enrol(site, order.label));
	if (order.sovereign) done.push(await nameSovereign(site, order.sovereign));
	done.push(...(await enrolKeys(site)));
	const { append_only } = await withPooled(site.pool, readControlState);
	done.push(
		append_only
			? 'the ledger is append-only for the application’s roles'
			: 'the ledger is tamper-evident only: the application’s role owns it',
	);
	return done;
}

async function installSchema(site: Site, installed: number): Promise<string[]> {
	const migrations = await readControlMigrations(site.packageRoot);
	if (migrations.every(({ version }) => version <= installed)) return [];
	const application = await readApplicationRoles(site);
	const strong = site.env.ADMIN_DATABASE_URL !== undefined;
	const applied = await withSetupClient(site, (session) =>
		installControlSchema(session, { migrations, application, strong, queueSchema, migrator: site.target.user }),
	).catch((error: unknown) => {
		throw installed === 0 ? describeSetup(error, site) : describeUpgrade(error, site);
	});
	if (applied.length === 0) return [];
	const upgraded = `schema cutter_control brought from version ${installed} to ${applied.at(-1)}`;
	return [installed === 0 ? 'schema cutter_control created' : upgraded];
}

/** With a role that may create roles where one was given, else as the migration role itself. */
function withSetupClient<Result>(
	site: Site,
	work: (session: Parameters<typeof guardApprovals>[0]) => Promise<Result>,
): Promise<Result> {
	const target: ConnectionTarget = site.env.ADMIN_DATABASE_URL
		? parseConnectionUrl(site.env.ADMIN_DATABASE_URL)
		: site.target;
	return withClient(target, 'dot-iu-cutter init', work);
}

async function readApplicationRoles(site: Site): Promise<string[]> {
	const directus = await site.directus.withSession(async (session) =>
		String((await session.query('SELECT current_user AS role')).rows[0]?.['role']),
	);
	return [...new Set([site.target.user, directus])];
}

function describeSetup(error: unknown, site: Site): unknown {
	const { code } = error as { code?: unknown };
	if (code !== '42501') return error;
	return new CutterError(
		'SETUP_NEEDED',
		`The role ${site.target.user} may not create a schema here. A DBA runs once: GRANT CREATE ON DATABASE "${site.target.database}" TO "${site.target.user}"; or give init a role that may, in CUTTER_ADMIN_DATABASE_URL.`,
		{ sql: `GRANT CREATE ON DATABASE "${site.target.database}" TO "${site.target.user}";` },
	);
}

function describeUpgrade(error: unknown, site: Site): unknown {
	const { code } = error as { code?: unknown };
	if (code !== '42501') return error;
	return new CutterError(
		'SETUP_NEEDED',
		`The schema cutter_control is older than this bundle, and the role ${site.target.user} does not own it: run init once with CUTTER_ADMIN_DATABASE_URL, as at its first time.`,
	);
}

async function enrol(site: Site, label: string): Promise<string> {
	const inside = await withPooled(site.pool, readInstallation);
	const outside = await readInstallationFile(site.artifactsDir);
	if (inside && outside?.id === inside.id) return `environment ${inside.label} is enrolled as ${inside.id}`;
	if (inside || outside) {
		throw new CutterError(
			'WRONG_STATE',
			'Only one half of the installation id is here: this is a copy of another environment, or its artefacts folder is missing. Bring the folder back; a copy is never enrolled by accident.',
		);
	}
	const fact = await withPooled(site.pool, (session) =>
		withTransaction(session, async () => {
			const { system_identifier, database, database_oid } = await readServerIdentity(session);
			const installation = { id: site.newId(), label, system_identifier, database, database_oid };
			await insertInstallation(session, installation);
			await appendEvidence(session, {
				chain: installationChain,
				kind: 'installation.enrolled',
				actor: 'system',
				body: { ...installation, tool_revision: site.toolRevision },
			});
			return installation;
		}),
	);
	await writeInstallationFile(site.artifactsDir, fact);
	await anchor(site);
	return `environment ${label} enrolled as ${fact.id}`;
}

async function nameSovereign(site: Site, email: string): Promise<string> {
	const account = await withPooled(site.pool, (session) => readAccountByEmail(session, email));
	if (!account) throw new CutterError('INVALID_INPUT', `There is no account ${email}.`);
	await storeSeat(site, { seat: 'sovereign', user: account.id, kind: 'human', namedBy: 'init' });
	return `${account.name} holds the sovereign seat`;
}
