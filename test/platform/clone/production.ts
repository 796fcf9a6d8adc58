import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { type DumpedArchive, type DumpOrder, dumpDatabase } from '../../../platform/postgres/backup/dump-database.ts';
import type { Clone, CloneEnd, CloneOrder } from '../../../platform/postgres/clone/clone-provider.ts';
import { type CloneSource, readCloneSource } from '../../../platform/postgres/clone/clone-source.ts';
import { localClones } from '../../../platform/postgres/clone/local-clone.ts';
import { type ConnectionTarget, parseConnectionUrl } from '../../../platform/postgres/connection-target.ts';
import { findPrograms, type PgPrograms } from '../../../platform/postgres/programs/find-programs.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

/** A database to be backed up, with what a dump of one database leaves behind: roles, settings, a foreign login. */
export interface Production {
	readonly cluster: TestCluster;
	readonly programs: PgPrograms;
	readonly client: pg.Client;
	readonly target: ConnectionTarget;
	/** As it was when the server was made; `readSource` reads it anew. */
	readonly source: CloneSource;
	readSource(): Promise<CloneSource>;
	/** A private folder for archives. */
	readonly folder: string;
	/** A clone of this production as a cluster of its own. */
	withClone<Result>(
		work: (clone: Clone) => Promise<Result>,
		order?: Partial<CloneOrder>,
		root?: string,
	): Promise<CloneEnd<Result>>;
	dump(order?: Partial<DumpOrder>): Promise<DumpedArchive>;
	/** Another database of the same server, seen the same way. */
	of(database: string): Promise<Pick<Production, 'source' | 'dump'>>;
	stop(): Promise<void>;
}

const subject = `
	CREATE ROLE "Owner of it" NOLOGIN;
	CREATE ROLE migrator LOGIN CONNECTION LIMIT 7 VALID UNTIL '2099-01-01 00:00:00+00' PASSWORD 'production-only';
	CREATE ROLE "we ""ird; role" NOLOGIN CREATEDB;
	GRANT "Owner of it" TO migrator WITH ADMIN OPTION;
	GRANT pg_read_all_data TO "we ""ird; role";
	ALTER ROLE migrator SET search_path = "$user", public, 'a "b", c';
	ALTER ROLE migrator IN DATABASE subject SET work_mem = '8MB';
	ALTER ROLE ALL SET lock_timeout = '61s';
	ALTER DATABASE subject SET "app.motto" = 'it''s = \\ "here", and there';
	ALTER DATABASE subject SET statement_timeout = '62s';
	ALTER DATABASE subject SET default_transaction_read_only = off;
	CREATE TABLE unit (id int PRIMARY KEY, token text UNIQUE, body text);
	INSERT INTO unit SELECT n, 'token-' || n, repeat(md5(n::text), 20) FROM generate_series(1, 2000) n;
	ALTER TABLE unit OWNER TO "Owner of it";
	GRANT SELECT ON unit TO "we ""ird; role";
	CREATE TABLE hidden (id int);
	INSERT INTO hidden VALUES (1);
	CREATE PUBLICATION pub FOR TABLE unit;
	CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere.invalid dbname=x password=subscription-canary' PUBLICATION p WITH (connect = false);`;

export const installationId = '6f6f2c5e-5d0c-4c55-9d8f-0d2f3c1c2b11';

export async function startProduction(): Promise<Production> {
	const cluster = await startTestCluster();
	const url = await cluster.createDatabase('subject');
	const client = await cluster.connect(url);
	await client.query(subject);
	const programs = await findPrograms({ pgBin: cluster.binDir });
	const target = parseConnectionUrl(url);
	const folder = await mkdtemp(join(tmpdir(), 'backups-'));
	const source = await readCloneSource(client, installationId);
	let number = 0;
	const dumper =
		(session: pg.Client, from: ConnectionTarget) =>
		async (order: Partial<DumpOrder> = {}) => {
			await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
			try {
				const { rows } = await session.query('SELECT pg_export_snapshot() AS id');
				const name = `archive-${++number}.dump`;
				const snapshotId = String(rows[0]?.id);
				return await dumpDatabase({
					programs,
					target: from,
					folder,
					name,
					snapshotId,
					level: 1,
					lockWaitTimeoutMs: 2_000,
					...order,
				});
			} finally {
				await session.query('ROLLBACK');
			}
		};
	return {
		cluster,
		programs,
		client,
		target,
		folder,
		source,
		readSource: () => readCloneSource(client, installationId),
		withClone: (work, order = {}, root = '/var/tmp') =>
			localClones({ programs, root }).withClone(
				{ owner: { installationId, runId: 'run' }, source, login: [], ...order },
				work,
			),
		dump: dumper(client, target),
		async of(database) {
			const session = await cluster.connect(database);
			return { source: await readCloneSource(session, installationId), dump: dumper(session, { ...target, database }) };
		},
		async stop() {
			await cluster.stop();
			await rm(folder, { recursive: true });
		},
	};
}
