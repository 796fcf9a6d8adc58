import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stages } from '../../actions/backup/stages.ts';
import { quoteIdentifier } from '../../core/sql/quote-identifier.ts';
import type { Log } from '../../platform/site.ts';
import { type BackupTrial, openBackupTrial } from './backup-trial.ts';

const touched = '/tmp/cutter-hostile-touched';
const names = [
	'new\nline',
	'ca\rriage',
	`quo"te'd`,
	'back\\slash',
	`$(touch ${touched})`,
	`\`touch ${touched}\``,
	'-f',
	'--file=x',
	'; DROP TABLE thing; --',
	'select',
	'x'.repeat(63),
	'Tiếng Việt 🗝',
	'TABLE DATA public thing directus',
];

/** Each name as a table, its schema, its owner, its column, and a setting's value. */
const subject = names
	.map((name, number) => {
		const quoted = quoteIdentifier(name);
		return `CREATE SCHEMA ${quoted};
			CREATE TABLE ${quoted}.${quoted} (${quoted} integer PRIMARY KEY);
			INSERT INTO ${quoted}.${quoted} SELECT generate_series(1, ${number + 1});
			CREATE VIEW ${quoted}.view AS SELECT ${quoted} FROM ${quoted}.${quoted};`;
	})
	.join('\n');

let trial: BackupTrial;
beforeAll(async () => {
	trial = await openBackupTrial(subject);
	for (const name of names) {
		const role = quoteIdentifier(name === 'select' ? 'pg-like' : name);
		await trial.lab.dba.query(`CREATE ROLE ${role}; GRANT ${role} TO cutter_migrator;
			ALTER ROLE ${role} SET search_path = ${role}, public;
			ALTER ROLE ${role} SET "app.motto" = ${trial.lab.dba.escapeLiteral(name)};
			GRANT USAGE ON SCHEMA ${quoteIdentifier(name)} TO ${role};
			GRANT SELECT ON ${quoteIdentifier(name, name)} TO ${role}`);
	}
});
afterAll(() => trial?.close());

describe('hostile names', { timeout: 60_000 }, () => {
	it('are backed up, restored and counted like any other', async () => {
		await trial.take();
		const backup = await trial.newest();
		const taken = await trial.taken(backup);
		const restored = await trial.restore(backup, async (copy) => {
			const { rows } = await copy.query('SELECT count(*)::int AS things FROM thing');
			return rows[0];
		});
		expect(restored.look).toEqual({ things: 3 });
		expect(restored.counts).toEqual(taken.counts);
		expect(restored.content).toEqual(taken.content);
		const hostile = taken.counts.filter(({ count, table }) => count > 0 && !table.startsWith('public.'));
		expect(hostile.map(({ count }) => count).sort((a, b) => a - b)).toEqual(names.map((_, number) => number + 1));
	});

	it('did nothing but be names', () => {
		expect(existsSync(touched)).toBe(false);
	});
});

/** What anybody with our account sees of all processes but this one, which holds the password rightly. */
function readProcessList(): string {
	return readdirSync('/proc')
		.filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
		.map((entry) => {
			try {
				return `${readFileSync(`/proc/${entry}/cmdline`, 'utf8')} ${readFileSync(`/proc/${entry}/environ`, 'utf8')}`;
			} catch {
				return '';
			}
		})
		.join('\n');
}

describe('the password of the migration role', { timeout: 60_000 }, () => {
	it('shows in no process, log, artefact, evidence or message', async () => {
		const { site, dba } = trial.lab;
		const canary = site.target.password;
		expect(canary.length).toBeGreaterThan(20);
		const said: string[] = [];
		const say = (message: string) => said.push(message);
		const log: Log = { info: say, warn: say, error: say };
		const lists: string[] = [];
		const result = await trial.take(
			async () => {
				lists.push(readProcessList());
			},
			{ ...site, log },
		);
		expect(lists.length).toBe(stages.length);
		expect(lists.join()).toContain('/pg_dump\0');
		const files = (await readdir(site.artifactsDir, { recursive: true, withFileTypes: true })).filter((one) =>
			one.isFile(),
		);
		expect(files.length).toBeGreaterThan(8);
		for (const file of files) said.push((await readFile(join(file.parentPath, file.name))).toString('latin1'));
		const { rows } = await dba.query("SELECT string_agg(body::text, '') AS bodies FROM cutter_control.evidence");
		said.push(JSON.stringify(result), rows[0].bodies, ...lists);
		expect(said.filter((text) => text.includes(canary))).toEqual([]);
	});
});
