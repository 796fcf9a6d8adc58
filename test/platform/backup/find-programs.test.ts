import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertClientFits } from '../../../platform/postgres/programs/assert-client-fits.ts';
import { findPrograms } from '../../../platform/postgres/programs/find-programs.ts';

const all = ['pg_dump', 'pg_restore', 'initdb', 'postgres'] as const;

/** A folder of programs that tell a version and do nothing else. */
async function withFolder(versions: Record<string, string>, work: (folder: string) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'bin-'));
	try {
		for (const [name, version] of Object.entries(versions)) {
			await writeFile(join(folder, name), `#!/bin/sh\necho '${name} (PostgreSQL) ${version}'\n`);
			await chmod(join(folder, name), 0o755);
		}
		await work(folder);
	} finally {
		await rm(folder, { recursive: true });
	}
}

const every = (version: string) => Object.fromEntries(all.map((name) => [name, version]));

describe('PostgreSQL programs', { timeout: 30_000 }, () => {
	it('are found without being told where, all in one folder', async () => {
		const found = await findPrograms();
		const paths = all.map((name) => found[name]?.path);
		expect(paths).toEqual(all.map((name) => join(String(found.folder), name)));
		expect(new Set(all.map((name) => found[name]?.version)).size).toBe(1);
		expect(found.remedies).toEqual({});
	});

	it('are looked for in the given folder alone', async () => {
		await withFolder({ pg_dump: '15.4', pg_restore: '15.4' }, async (folder) => {
			const found = await findPrograms({ pgBin: folder, major: 15, path: '/usr/bin' });
			expect(found.pg_dump).toEqual({ name: 'pg_dump', path: join(folder, 'pg_dump'), version: '15.4', major: 15 });
			expect([found.initdb, found.postgres]).toEqual([null, null]);
			expect(found.remedies.initdb).toContain(folder);
			expect(found.remedies.initdb).toContain('postgresql-15');
			expect(() => assertClientFits(found, 150_018)).toThrow(/initdb was not found/);
			expect(() => assertClientFits(found, 150_018, false)).not.toThrow();
		});
	});

	it('come from the folder of the wanted major, however late it is searched', async () => {
		await withFolder(every('99.1 (of a distribution)'), async (folder) => {
			expect((await findPrograms({ major: 99, path: `/nowhere:${folder}` })).folder).toBe(folder);
			expect((await findPrograms({ path: folder })).folder).not.toBe(folder);
		});
	});

	it('count as missing when they do not start or do not tell their version', async () => {
		await withFolder({ ...every('15.4'), pg_dump: 'devel', initdb: "15.4'; exit 1; '" }, async (folder) => {
			await symlink('/nowhere', join(folder, 'dangling'));
			const found = await findPrograms({ pgBin: folder });
			expect(Object.keys(found.remedies).sort()).toEqual(['initdb', 'pg_dump']);
		});
	});

	it('are all missing, with remedies, where there is nothing', async () => {
		const found = await findPrograms({ pgBin: '/nowhere' });
		expect(found.folder).toBeNull();
		expect(Object.keys(found.remedies)).toEqual([...all]);
		expect(() => assertClientFits(found, 150_018)).toThrow(
			expect.objectContaining({
				code: 'GATE_NOT_MET',
				message: expect.stringMatching(/^pg_dump was not found.*\/nowhere.*CUTTER_PG_BIN/),
			}),
		);
	});

	const sentences: [string, Record<string, string>, number, RegExp | null][] = [
		['fit when all are of the major of the server', every('15.2'), 150_018, null],
		[
			'do not fit when pg_dump is older',
			every('14.9'),
			150_018,
			/pg_dump at .* is version 14\.9; needed is 15 or newer\. Install PostgreSQL 15/,
		],
		[
			'do not fit when pg_restore is older than pg_dump',
			{ ...every('16.1'), pg_restore: '15.2' },
			160_001,
			/pg_restore at .* 15\.2; needed is 16/,
		],
		[
			'do not fit when the restore server would be newer',
			{ ...every('16.1'), initdb: '16.1' },
			150_018,
			/initdb at .* 16\.1; needed is 15/,
		],
		[
			'do not fit when only postgres is of another major',
			{ ...every('15.1'), postgres: '14.1' },
			150_018,
			/postgres at .* 14\.1; needed is 15/,
		],
	];
	it.each(sentences)('%s', async (_, versions, server, refusal) => {
		await withFolder(versions, async (folder) => {
			const found = await findPrograms({ pgBin: folder });
			const judge = () => assertClientFits(found, server);
			if (refusal === null) expect(judge).not.toThrow();
			else
				expect(judge).toThrow(
					expect.objectContaining({ code: 'GATE_NOT_MET', message: expect.stringMatching(refusal) }),
				);
		});
	});
});
