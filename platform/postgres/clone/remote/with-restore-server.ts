import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { CutterError } from '../../../../core/errors/cutter-error.ts';
import type { ConnectionTarget } from '../../connection-target.ts';
import { scrubSecrets } from '../../programs/scrub-secrets.ts';
import { withClient } from '../../with-client.ts';

/** One lock of the server: clones share its roles, so there is one at a time, whoever makes it. */
const takeLock = "SELECT pg_try_advisory_lock(hashtextextended('dot-iu-cutter clones', 0)) AS taken";
const pollMs = 200;

/** Where the server is, as people would say it; without password. */
export function describePlace({ host, port, database }: ConnectionTarget): string {
	return `${host.startsWith('/') ? host : `${host}:${port}`}/${database}`;
}

/**
 * A connection to the restore server for the time of `work`.
 * @throws CutterError GATE_NOT_MET in PostgreSQL's own words when it cannot be had, never with the password
 */
export async function withRestoreServer<Result>(
	login: ConnectionTarget,
	work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
	let reached = false;
	try {
		return await withClient(login, 'dot-iu-cutter clone', async (client) => {
			reached = true;
			return work(client);
		});
	} catch (error) {
		if (reached) throw error;
		const why = scrubSecrets(error instanceof Error ? error.message : String(error), [login.password]);
		const place = describePlace(login);
		throw new CutterError('GATE_NOT_MET', `The restore server ${place} cannot be used as ${login.user}: ${why}.`, {
			place,
			user: login.user,
		});
	}
}

/**
 * Holds the server for clones of one owner. The lock ends with its connection, so whoever holds it knows that the owner
 * of any other clone on the server has ended.
 * @throws CutterError LOCK_HELD when somebody else's clone is under way for longer than `boundMs`
 */
export async function withCloneLock<Result>(
	client: pg.Client,
	boundMs: number,
	work: () => Promise<Result>,
): Promise<Result> {
	const deadline = performance.now() + boundMs;
	// It sits idle while a restore runs elsewhere; a server that ends idle sessions would end the lock.
	await client.query('SET idle_session_timeout = 0');
	while ((await client.query(takeLock)).rows[0]?.taken !== true) {
		if (performance.now() > deadline)
			throw new CutterError(
				'LOCK_HELD',
				'Another clone is under way on the restore server: they share its roles, so there is one at a time. Try again.',
			);
		await sleep(pollMs);
	}
	return work();
}
