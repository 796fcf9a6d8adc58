import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloneDatabase } from '../../../platform/postgres/clone/create-clone-database.ts';
import { readDatabaseLocale } from '../../../platform/postgres/clone/database-locale.ts';
import { splitNameList } from '../../../platform/postgres/clone/split-name-list.ts';
import { parseConnectionUrl } from '../../../platform/postgres/connection-target.ts';
import { withClient } from '../../../platform/postgres/with-client.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

let cluster: TestCluster;
beforeAll(async () => {
	cluster = await startTestCluster();
}, 60_000);
afterAll(() => cluster.stop());

describe('a clone of a database', { timeout: 30_000 }, () => {
	it.each([
		['in UTF-8', "ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"],
		['in another encoding', "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"],
		['with a collation of its own', "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"],
		[
			'in an order by ICU',
			"ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'vi' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'",
		],
	])('%s has the same encoding and locale', async (what, options) => {
		const admin = await cluster.connect('postgres');
		const name = `source ${what}`;
		await admin.query(`CREATE DATABASE "${name}" TEMPLATE template0 ${options}`);
		const source = await cluster.connect(
			`postgresql://postgres:${cluster.password}@${encodeURIComponent(cluster.host)}/${encodeURIComponent(name)}`,
		);
		const superuser = parseConnectionUrl(
			`postgresql://postgres:${cluster.password}@${encodeURIComponent(cluster.host)}/postgres`,
		);
		const clone = await createCloneDatabase(await readDatabaseLocale(source), superuser, `clone's ${what}`);
		expect(clone).toEqual({ ...superuser, database: `clone's ${what}` });
		expect(await withClient(clone, 'test', readDatabaseLocale)).toEqual(await readDatabaseLocale(source));
	});

	it('is refused where the server lacks the locale, by its name', async () => {
		const source = await cluster.connect('postgres');
		const superuser = parseConnectionUrl(
			`postgresql://postgres:${cluster.password}@${encodeURIComponent(cluster.host)}/postgres`,
		);
		const locale = { ...(await readDatabaseLocale(source)), lc_collate: 'xx_XX.UTF-8' };
		await expect(createCloneDatabase(locale, superuser, 'clone')).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringMatching(/cannot make a database like production's \(UTF8, libc, xx_XX\.UTF-8/),
		});
	});
});

describe('a list of names', () => {
	it.each([
		['"$user", public', ['$user', 'public']],
		['a,b', ['a', 'b']],
		['"a, b", "with ""quotes"""', ['a, b', 'with "quotes"']],
		['""', ['']],
		['', []],
	])('%s', (text, names) => {
		expect(splitNameList(text)).toEqual(names);
	});
});
