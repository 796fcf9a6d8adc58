import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backupFolder } from '../../platform/artifacts/backup-folder.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import type { DirectusPort, Site } from '../../platform/site.ts';
import { type BackupTrial, openBackupTrial } from './backup-trial.ts';

let trial: BackupTrial;
beforeAll(async () => {
	trial = await openBackupTrial(`CREATE TABLE public.filler AS
		SELECT n AS id, md5(n::text) || md5((n + 1)::text) AS text FROM generate_series(1, 6000) n;`);
	// Directus and the bundle itself listen to what happens to their idle connections.
	trial.lab.site.pool.on('error', () => undefined);
});
afterAll(() => trial?.close());

/** Directus and the bundle listen to what happens to their idle connections; this lab's own pools do not. */
async function withoutIdleSessions(site: Site, work: (site: Site) => Promise<void>): Promise<void> {
	site.pool.on('error', () => undefined);
	await site.directus.withSession(async (idle) => {
		if (idle instanceof EventEmitter) idle.on('error', () => undefined);
		const withSession: DirectusPort['withSession'] = (use) => withClient(site.target, 'directus', use);
		await work({ ...site, directus: { ...site.directus, withSession } });
	});
}

it('a server that is stopped at once while it dumps leaves a reason, no file and no process', async () => {
	const { site, cluster } = trial.lab;
	const [pid] = readFileSync(join(cluster.host, 'data', 'postmaster.pid'), 'utf8').split('\n');
	await withoutIdleSessions(site, async (quiet) => {
		const taking = trial.take(async (stage) => {
			if (stage === 'dumping') process.kill(Number(pid), 'SIGQUIT');
		}, quiet);
		await expect(taking).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringMatching(/^The backup (failed|could not be taken): \w/),
			facts: { gates: [{ gate: 'backup-restorable', outcome: 'error' }] },
		});
	});
	expect(await readdir(backupFolder(site.artifactsDir, trial.run))).toEqual([]);
	expect(listDumps(cluster.host)).toEqual([]);
});

function listDumps(host: string): string[] {
	return readdirSync('/proc').flatMap((entry) => {
		if (!/^\d+$/.test(entry)) return [];
		try {
			const args = readFileSync(`/proc/${entry}/cmdline`, 'utf8');
			return args.includes('pg_dump') && args.includes(host) ? [args] : [];
		} catch {
			return [];
		}
	});
}
