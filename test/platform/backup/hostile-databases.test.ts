import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import { dumpDatabase } from '../../../platform/postgres/backup/dump-database.ts';
import { beginReading, exportSnapshot } from '../../../platform/postgres/backup/exported-snapshot.ts';
import { readBackArchive } from '../../../platform/postgres/backup/read-back-archive.ts';
import { readGlobals } from '../../../platform/postgres/backup/read-globals.ts';
import { renderGlobals } from '../../../platform/postgres/backup/render-globals.ts';
import { findPrograms } from '../../../platform/postgres/programs/find-programs.ts';
import { withClient } from '../../../platform/postgres/with-client.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

const touched = '/tmp/cutter-hostile-database-touched';
let cluster: TestCluster;
let admin: pg.Client;
let folder: string;
beforeAll(async () => {
	cluster = await startTestCluster();
	admin = await cluster.connect('postgres');
	folder = await mkdtemp(join(tmpdir(), 'hostile-'));
});
afterAll(async () => {
	await cluster.stop();
	await rm(folder, { recursive: true });
});

describe('a database and a login role by the name of', { timeout: 60_000 }, () => {
	it.each([
		'new\nline',
		`quo"te'd`,
		'back\\slash',
		`$(touch ${touched})`,
		'-f',
		"x' host=elsewhere.invalid '",
		'host=elsewhere.invalid',
		'postgresql://elsewhere.invalid/',
		'x'.repeat(63),
		'Tiếng Việt 🗝',
	])('%j is backed up as it is called', async (name) => {
		await cluster.createDatabase(name);
		const role = quoteIdentifier(`${name.slice(0, 40)} role`);
		await admin.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'secret'`);
		const user = `${name.slice(0, 40)} role`;
		const target = { host: cluster.host, port: cluster.port, user, password: 'secret', database: name };
		const programs = await findPrograms({ pgBin: cluster.binDir });
		await withClient(target, 'test', async (client) => {
			await client.query('CREATE TABLE here (id int)');
			await client.query(beginReading);
			const { id } = await exportSnapshot(client);
			const archiveName = `${Buffer.from(name).toString('hex').slice(0, 40)}.dump`;
			const order = { programs, target, snapshotId: id, folder, name: archiveName, lockWaitTimeoutMs: 1_000, level: 1 };
			const archive = await dumpDatabase(order);
			const { entries, schema } = await readBackArchive(programs, archive, { folder, name: `${archiveName}.sql` });
			expect(entries.filter(({ text }) => text.startsWith('TABLE DATA public here '))).toHaveLength(1);
			expect(await readFile(schema.file, 'utf8')).toContain('CREATE TABLE public.here');
			// Its script names the database as one, whatever it looks like.
			const script = await renderGlobals(client, await readGlobals(client));
			expect(script).toContain(`ALTER DATABASE ${quoteIdentifier(name)} CONNECTION LIMIT -1;`);
		});
		expect((await readdir(folder)).filter((file) => /partial|list$/.test(file))).toEqual([]);
		expect(existsSync(touched)).toBe(false);
	});
});
