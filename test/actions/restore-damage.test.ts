import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { backupRestorable } from '../../core/gate/gates/backup-restorable.ts';
import { getArtifact } from '../../platform/artifacts/artifact-store.ts';
import type { Clone } from '../../platform/postgres/clone/clone-provider.ts';
import type { Site } from '../../platform/site.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { startTestCluster, type TestCluster } from '../support/postgres.ts';
import { tinyFiles, tinyPlan, writePlans } from '../support/write-plan.ts';
import { damage, type Trial, tryRestore, variedSubject, vary } from './restore-trial.ts';

let lab: Lab;
let provided: TestCluster;
let remote: Site;
let run: string;

beforeAll(async () => {
	lab = await openLab({ plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]), subject: variedSubject });
	await vary(lab.dba);
	provided = await startTestCluster();
	const host = encodeURIComponent(provided.host);
	remote = lab.withEnv({ RESTORE_URL: `postgresql://postgres:${provided.password}@${host}/postgres` });
	run = await lab.open('tiny');
	expect(await lab.act(run, 'backup')).toMatchObject({ result: { outcome: 'pass' } });
});
afterAll(async () => {
	await lab?.close();
	await provided?.stop();
});

const isVerified = async () => {
	const position = await lab.position(run);
	return backupRestorable({ position } as Parameters<typeof backupRestorable>[0]).outcome;
};

describe('a copy that nobody touched', () => {
	let ours: Trial;
	let theirs: Trial;

	it('passes on a cluster of our own, with everything compared', async () => {
		ours = await tryRestore(lab, run);
		expect(ours.verdict).toMatchObject({
			outcome: 'pass',
			reasons: [],
			messages: [],
			dot_pair: 'pass',
			clone: { kind: 'local-cluster' },
			compared: { sequences: 3, memberships: expect.any(Number) },
		});
		expect(ours.verdict.compared?.contents).toBeGreaterThan(5);
		expect(ours.verdict.exceptions).toEqual([
			expect.objectContaining({
				what: 'rights on the parameter log_min_duration_statement',
				rule: 'parameter-rights-left-out',
			}),
		]);
		expect(ours.recorded).toEqual(['restore.tested', 'clone.removed']);
		expect(await isVerified()).toBe('pass');
	});

	it('passes on a server that somebody provides, with the same verdict', async () => {
		theirs = await tryRestore(lab, run, { site: remote });
		const same = ({ verdict }: Trial) => {
			const { clone, artifact, seconds, exceptions = [], compared = {}, ...rest } = verdict;
			const { settings, ...counts } = compared;
			// A server of others has its own superuser, and settings reach no farther than the database.
			return { ...rest, counts, exceptions: exceptions.filter(({ rule }) => rule !== 'role-of-the-server') };
		};
		expect(theirs.verdict.clone.kind).toBe('remote-instance');
		expect(same(theirs)).toEqual(same(ours));
	});
});

type Damage = readonly [what: string, sql: string, reason: RegExp];

const damages: readonly Damage[] = [
	[
		'one changed value, at equal counts',
		"UPDATE thing SET name = 'won' WHERE id = 1",
		/^public\.thing: content differs/,
	],
	['one missing row', 'DELETE FROM order_line WHERE id = 9', /^public\.order_line: 500 rows in .*, 499 restored/],
	['one missing index', 'DROP INDEX order_line_open', /^- index public\.order_line_open/],
	['one missing grant', 'REVOKE SELECT ON thing FROM reader', /^- .*SELECT on table public\.thing to reader/],
	['one missing extension', 'DROP EXTENSION pgcrypto', /^- extension pgcrypto/],
	['one missing trigger', 'DROP TRIGGER bump ON thing', /^- trigger public\.thing\.bump/],
	[
		'a sequence left at its start',
		"SELECT setval('ticket', 100, false)",
		/^sequence public\.ticket: at 106 in the archive, 100, not called yet restored/,
	],
	['one missing membership', 'REVOKE reader FROM auditor', /^membership of auditor in reader: not restored/],
	[
		'half of the pair switched off',
		"UPDATE dot_tools SET status = 'retired' WHERE id = 992",
		/^DOT pair: DOT-IU-CUTTER-VERIFY is retired, not active/,
	],
];

/** Each is found by a line of its own, so that all of them can be done to one copy. */
const more: readonly Damage[] = [
	['a changed last digit', 'UPDATE order_line SET price = price + 0.01 WHERE id = 250', /order_line: content differs/],
	['a value that is empty', "UPDATE dot_tools SET tier = '' WHERE id = 991", /dot_tools: content/],
	['one row too many', "INSERT INTO thing VALUES (4, 'four')", /^public\.thing: 3 rows in .*, 4 restored/],
	['a missing table', 'DROP TABLE cutter_approvals', /^public\.cutter_approvals: .*no such table restored/],
	['a table too many', 'CREATE TABLE surprise ()', /^public\.surprise: restored, but not in the snapshot/],
	[
		'another condition of an index',
		"DROP INDEX order_line_open; CREATE INDEX order_line_open ON order_line (thing) WHERE state = 'sent'",
		/^~ index public\.order_line_open/,
	],
	[
		'one missing grant on a column',
		'REVOKE UPDATE (name) ON thing FROM auditor',
		/^- .*UPDATE on column public\.thing\.name to auditor/,
	],
	['a grant too many', 'GRANT SELECT ON thing TO PUBLIC', /^\+ .*SELECT on table public\.thing to PUBLIC/],
	[
		'a missing default privilege',
		'ALTER DEFAULT PRIVILEGES FOR ROLE directus REVOKE SELECT ON TABLES FROM reader',
		/^- default privilege/,
	],
	[
		'another version of an extension',
		"UPDATE pg_extension SET extversion = '1.2' WHERE extname = 'pgcrypto'",
		/^~ extension pgcrypto: version/,
	],
	['a disabled trigger', 'ALTER TABLE thing DISABLE TRIGGER bump', /^~ trigger public\.thing\.bump: enabled/],
	['a missing trigger on DDL', 'DROP EVENT TRIGGER watch', /^- event trigger watch/],
	[
		'a missing constraint',
		'ALTER TABLE order_line DROP CONSTRAINT order_line_state_check',
		/^- constraint public\.order_line\.order_line_state_check/,
	],
	[
		'a constraint that was not validated',
		'ALTER TABLE order_line DROP CONSTRAINT order_line_thing_fkey; ALTER TABLE order_line ADD FOREIGN KEY (thing) REFERENCES thing NOT VALID',
		/^~ constraint public\.order_line\.order_line_thing_fkey/,
	],
	[
		'another default',
		"ALTER TABLE order_line ALTER state SET DEFAULT 'sent'",
		/^~ column public\.order_line\.state: default/,
	],
	[
		'another body of a function',
		"CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 3'",
		/^~ function public\.twice\(integer\)/,
	],
	['a missing view', 'DROP VIEW dear', /^- view public\.dear/],
	[
		'a view whose rows were not copied',
		'REFRESH MATERIALIZED VIEW totals WITH NO DATA',
		/^~ materialized view public\.totals: populated/,
	],
	['a missing policy', 'DROP POLICY everyone ON other', /^- policy public\.other\.everyone/],
	[
		'row security switched off',
		'ALTER TABLE other DISABLE ROW LEVEL SECURITY',
		/^~ table public\.other: .*row security true → false/,
	],
	['another owner', 'ALTER TABLE other OWNER TO directus', /^~ table public\.other: owner/],
	['a lost comment', 'COMMENT ON TABLE order_line IS NULL', /^~ table public\.order_line: comment/],
	[
		'an identity one short',
		"SELECT setval('order_line_id_seq', 499)",
		/^sequence public\.order_line_id_seq: at 500 in the archive, 499 restored/,
	],
	[
		'a sequence that was called',
		"SELECT nextval('untouched')",
		/^sequence public\.untouched: at 1, not called yet in the archive, 1 restored/,
	],
	[
		'a missing large object',
		'SELECT lo_unlink(oid) FROM pg_largeobject_metadata',
		/^large objects: 1 in .*, 0 restored/,
	],
	[
		'a membership that can be passed on',
		'GRANT reader TO auditor WITH ADMIN OPTION',
		/^membership of auditor in reader: differs in admin/,
	],
	['a role that may less', 'ALTER ROLE auditor NOCREATEDB', /^role auditor: differs in create_db/],
	[
		'a right on the database too few',
		'REVOKE CREATE ON DATABASE current_database FROM auditor',
		/^CREATE on the database for auditor: not restored/,
	],
	[
		'a setting of a role too few',
		'ALTER ROLE auditor RESET statement_timeout; ALTER ROLE auditor IN DATABASE current_database RESET statement_timeout',
		/^setting statement_timeout of the role auditor: not restored/,
	],
	[
		'another setting of the database',
		"ALTER DATABASE current_database SET work_mem = '9MB'",
		/^setting work_mem of the database: differs/,
	],
	['half of the pair alone', 'DELETE FROM dot_tools WHERE id = 991', /^DOT pair: DOT-IU-CUTTER is not registered/],
	[
		'a pair that names another',
		"UPDATE dot_tools SET paired_dot = 'X' WHERE id = 992",
		/^DOT pair: DOT-IU-CUTTER-VERIFY is paired with X/,
	],
];

const inClone = (sql: string) => (clone: Clone) =>
	damage(sql.replaceAll('DATABASE current_database', `DATABASE ${clone.superuser.database}`))(clone);

describe('a copy is not verified with', () => {
	it.each(damages)('%s', async (_, sql, reason) => {
		const { verdict, recorded } = await tryRestore(lab, run, { site: remote, afterRestore: inClone(sql) });
		expect(verdict.outcome).toBe('fail');
		expect(verdict.reasons).toContainEqual(expect.stringMatching(reason));
		expect(recorded).toEqual(['restore.tested', 'clone.removed']);
		expect(await isVerified()).toBe('fail');
	});

	it.each(damages.slice(0, 4))('%s, on a cluster of our own too', async (_, sql, reason) => {
		const { verdict } = await tryRestore(lab, run, { afterRestore: damage(sql) });
		expect(verdict.outcome).toBe('fail');
		expect(verdict.reasons).toContainEqual(expect.stringMatching(reason));
		expect(await isVerified()).toBe('fail');
	});
});

describe('of many differences, each has a line of its own:', () => {
	let reasons: readonly string[];

	beforeAll(async () => {
		const { verdict } = await tryRestore(lab, run, {
			site: remote,
			afterRestore: async (clone) => {
				for (const [, sql] of more) await inClone(sql)(clone);
			},
		});
		expect(verdict.reasons).toHaveLength(20);
		const report = await getArtifact(lab.site.artifactsDir, verdict.artifact ?? '');
		reasons = z.object({ reasons: z.array(z.string()) }).parse(report).reasons;
	});

	it.each(more)('%s', (_, __, reason) => {
		expect(reasons).toContainEqual(expect.stringMatching(reason));
	});
});
