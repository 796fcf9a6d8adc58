import { z } from 'zod';
import type { ConnectionTarget } from '../../connection-target.ts';
import type { Session } from '../../session.ts';
import type { CloneSweep } from '../clone-provider.ts';
import { cloneDatabaseName, type RemoteLease, readRemoteLease } from './remote-lease.ts';
import { removeRemoteClone } from './remove-clone.ts';
import { describePlace } from './with-restore-server.ts';

// A role whose database is gone already: its owner died between the two.
const readClones = `
	SELECT d.datname::text AS name, shobj_description(d.oid, 'pg_database') AS comment
	FROM pg_catalog.pg_database d WHERE d.datname LIKE 'cutter\\_clone\\_%'
	UNION
	SELECT substr(description, length('dot-iu-cutter clone ') + 1), NULL
	FROM pg_catalog.pg_roles r CROSS JOIN LATERAL shobj_description(r.oid, 'pg_authid') description
	WHERE description LIKE 'dot-iu-cutter clone %' AND NOT EXISTS (
		SELECT FROM pg_catalog.pg_database d WHERE d.datname = substr(description, length('dot-iu-cutter clone ') + 1))
	ORDER BY 1`;
const cloneRow = z.object({ name: z.string(), comment: z.string().nullable() });

/**
 * Removes clones whose owner died, and roles that such a clone left. Only for a session that holds the clone lock:
 * then no owner of any other clone is alive.
 */
export async function sweepRemoteClones(session: Session, login: ConnectionTarget): Promise<CloneSweep> {
	const { rows } = await session.query(readClones);
	const removed: CloneSweep['removed'][number][] = [];
	const left: CloneSweep['left'][number][] = [];
	const present = await readDatabaseNames(session);
	for (const { name, comment } of rows.map((row) => cloneRow.parse(row))) {
		if (!cloneDatabaseName.test(name)) continue;
		const lease = readRemoteLease(comment);
		const reason = findReasonToLeave(present.has(name), lease);
		const place = describePlace({ ...login, database: name });
		if (reason !== null) left.push({ place, reason });
		else
			await removeRemoteClone(login, name).then(
				(removal) => removed.push({ owner: ownerOf(lease), removal }),
				(error: unknown) => left.push({ place, reason: String(error) }),
			);
	}
	return { removed, left };
}

function findReasonToLeave(isThere: boolean, lease: RemoteLease | null): string | null {
	if (!isThere) return null;
	if (lease === null) return 'it has no lease that can be read';
	return lease.keep ? 'somebody asked to keep it' : null;
}

function ownerOf(lease: RemoteLease | null) {
	return { installationId: lease?.installation_id ?? '', runId: lease?.run_id ?? '' };
}

async function readDatabaseNames(session: Session): Promise<ReadonlySet<string>> {
	const { rows } = await session.query('SELECT datname::text AS name FROM pg_catalog.pg_database');
	return new Set(rows.map(({ name }) => z.string().parse(name)));
}
