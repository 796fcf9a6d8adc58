import type pg from 'pg';
import { assertOtherInstallation } from '../../../../core/backup/assert-different-server.ts';
import type { RestoreException } from '../../../../core/backup/restore-exception.ts';
import { quoteIdentifier } from '../../../../core/sql/quote-identifier.ts';
import type { ConnectionTarget } from '../../connection-target.ts';
import { withClient } from '../../with-client.ts';
import { assertExtensionsOffered } from '../assert-extensions-offered.ts';
import { assertOtherServer } from '../assert-other-server.ts';
import type { Clone, CloneEnd, CloneOrder, CloneProvider, CloneSweep } from '../clone-provider.ts';
import { createCloneDatabase } from '../create-clone-database.ts';
import { createRoles } from '../create-roles.ts';
import { giveDatabaseRights } from '../database-rights.ts';
import { planRoles } from '../plan-roles.ts';
import { quoteLiterals } from '../quote-literals.ts';
import { findInstallations } from './find-installations.ts';
import { newCloneDatabaseName, roleMark, writeRemoteLease } from './remote-lease.ts';
import { removeRemoteClone } from './remove-clone.ts';
import { sweepRemoteClones } from './sweep-remote-clones.ts';
import { describePlace, withCloneLock, withRestoreServer } from './with-restore-server.ts';

const kind = 'remote-instance';

export interface RemoteClones {
	/** A login of a server that somebody provides: a superuser, or one that may create databases and roles. */
	readonly login: ConnectionTarget;
	/** How long to wait while somebody else's clone is under way there. */
	readonly lockWaitMs: number;
	readonly now: () => Date;
}

/**
 * Clones as databases of their own on a server of production's major version that somebody provides: managed
 * PostgreSQL, or a host without server programs. No database that is there is touched, no role that is there altered.
 */
export function remoteClones(remote: RemoteClones): CloneProvider {
	return {
		kind,
		withClone: (order, work) => withRemoteClone(remote, order, work),
		sweep: () => sweep(remote),
	};
}

async function withRemoteClone<Result>(
	{ login, lockWaitMs, now }: RemoteClones,
	order: CloneOrder,
	work: (clone: Clone) => Promise<Result>,
): Promise<CloneEnd<Result>> {
	return withRestoreServer(login, async (admin) => {
		const { source, keep = false } = order;
		const server = await assertOtherServer(admin, source.identity);
		const { found, not_examined } = await findInstallations(admin, login);
		assertOtherInstallation(source.installation_id, found);
		return withCloneLock(admin, lockWaitMs, async () => {
			await sweepRemoteClones(admin, login);
			const database = newCloneDatabaseName();
			const made = { ready: false };
			let value: Result;
			try {
				const lease = writeRemoteLease(order.owner, keep, now());
				const clone = await makeClone(admin, login, order, database, lease);
				made.ready = true;
				value = await work({ ...clone, server, exceptions: [...clone.exceptions, ...notExamined(not_examined)] });
			} catch (error) {
				if (!(keep && made.ready)) await removeAfter(error, login, database);
				throw error;
			}
			return { value, removal: keep ? null : await removeRemoteClone(login, database) };
		});
	});
}

/** Both are worth knowing: what went wrong, and that something is left behind. */
async function removeAfter(error: unknown, login: ConnectionTarget, database: string): Promise<void> {
	await removeRemoteClone(login, database).catch((left: unknown) => {
		throw new AggregateError([error, left], `${String(error)}; ${String(left)}`);
	});
}

async function makeClone(
	admin: pg.Client,
	login: ConnectionTarget,
	order: CloneOrder,
	database: string,
	lease: string,
): Promise<Omit<Clone, 'server'>> {
	const { source } = order;
	await assertExtensionsOffered(admin, source.extensions);
	const roles = await planRoles(admin, order);
	const superuser = await createCloneDatabase(source.locale, login, database);
	// The lease first: whatever comes after it can be swept.
	const [comment] = await quoteLiterals(admin, [lease]);
	await admin.query(`COMMENT ON DATABASE ${quoteIdentifier(database)} IS ${comment}`);
	const passwords = await createRoles(admin, roles, {
		login: order.login,
		mark: roleMark(database),
		joinThem: !roles.bySuperuser,
	});
	await withClient(superuser, 'dot-iu-cutter clone', async (session) => {
		await giveDatabaseRights(session, source.rights, database);
		await setMoney(session, source.locale.lc_monetary, database);
	});
	return {
		kind,
		place: describePlace(superuser),
		superuser,
		logins: new Map([...passwords].map(([user, password]) => [user, { ...superuser, user, password }])),
		// Whoever runs the server knows; from here it cannot be seen.
		outbound_isolated: false,
		own_server: false,
		exceptions: roles.exceptions,
	};
}

/** Before the first row: amounts of type money are read by it. A cluster of our own is made with it. */
async function setMoney(session: pg.Client, locale: string, database: string): Promise<void> {
	const [value] = await quoteLiterals(session, [locale]);
	await session.query(`ALTER DATABASE ${quoteIdentifier(database)} SET lc_monetary TO ${value}`);
}

function notExamined(databases: readonly string[]): RestoreException[] {
	return databases.map((database) => ({
		what: `database ${database} of the restore server`,
		rule: 'database-not-examined',
		reason: 'It cannot be entered, so nobody could look whether it is this installation.',
	}));
}

async function sweep({ login, lockWaitMs }: RemoteClones): Promise<CloneSweep> {
	return withRestoreServer(login, (admin) => withCloneLock(admin, lockWaitMs, () => sweepRemoteClones(admin, login)));
}
