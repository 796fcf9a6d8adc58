import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type ErrorRequestHandler } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReport } from '../../actions/closeout/read-report.ts';
import { readReadiness } from '../../actions/readiness/read-readiness.ts';
import type { Runtime } from '../../actions/runtime/runtime.ts';
import type { CloseoutReport } from '../../contract/closeout-report.ts';
import { renderCloseout } from '../../core/closeout/render-closeout.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import { addRunRoutes } from '../../extensions/endpoint-cutter/routes/runs.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { type Lab, openLab, type PersonName } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

const backlog = `CREATE SCHEMA cutter_governance;
CREATE TABLE cutter_governance.decision_backlog_entry (
	entry_id uuid PRIMARY KEY, kind text NOT NULL, status text NOT NULL, payload jsonb NOT NULL DEFAULT '{}', emitted_at timestamptz
);
`;
const plan = {
	...tinyPlan,
	id: 'closing',
	scope: { allow: ['public.thing', 'store', 'cutter_governance'] },
	steps: [...tinyPlan.steps, { id: 'three', title: 'The backlog', file: '3.sql', rollback: '3-back.sql' }],
	closeout: {
		tables: ['store.box', 'public.thing', 'cutter_governance.decision_backlog_entry'],
		counts: [
			{ table: 'store.box', count: 0 },
			{ table: 'public.thing', count: 3 },
		],
	},
};
const files = {
	...tinyFiles,
	'3.sql': backlog,
	'3-back.sql': 'DROP TABLE cutter_governance.decision_backlog_entry;\nDROP SCHEMA cutter_governance;\n',
};

let lab: Lab;
let run: string;

beforeAll(async () => {
	lab = await openLab({
		plansDir: await writePlans([
			{ plan, files },
			{ plan: { ...plan, id: 'early' }, files },
		]),
		subject: tinySubject,
	});
	run = await lab.open('closing');
	for (const action of ['preflight', 'backup', 'rehearse'] as const) await lab.act(run, action);
	await lab.sign(run, 'd32');
	await lab.sign(run, 'g4');
	expect(await lab.act(run, 'migrate')).toMatchObject({ result: { outcome: 'pass' } });
	expect(await lab.act(run, 'verify')).toMatchObject({ result: { outcome: 'pass' } });
	await lab.dba.query(`INSERT INTO cutter_governance.decision_backlog_entry (entry_id, kind, status) VALUES
		(gen_random_uuid(), 'dot_pair_drift', 'open'), (gen_random_uuid(), 'dot_pair_drift', 'open'), (gen_random_uuid(), 'signature_failure', 'closed')`);
}, 120_000);
afterAll(() => lab?.close());

const kinds = async () => (await lab.chain(run)).map(({ kind }) => kind);
const statementsOf = async () => {
	const { rows } = await lab.dba.query(
		"SELECT relname, n_tup_ins::int + n_tup_upd::int + n_tup_del::int AS writes FROM pg_stat_user_tables WHERE schemaname IN ('public', 'store', 'cutter_governance') AND relname NOT IN ('cutter_approvals') AND relname NOT LIKE 'directus%' ORDER BY 1",
	);
	return rows;
};
const schemaNow = async () =>
	snapshotDigest(await withReadOnly(lab.dba, () => readSchemaSnapshot(lab.dba, { excludeSchemas: [...ownSchemas] })));

/** Closes out with something done to production beforehand, and undone afterwards. */
async function closeOutAfter(change: string, back: string): Promise<CloseoutReport> {
	await lab.dba.query(change);
	try {
		const settled = await lab.act(run, 'closeout');
		expect(settled).toMatchObject({ state: 'done', result: { outcome: 'fail' } });
		const report = await readReport(lab.site, run);
		expect(settled.result?.message).toBe(report.reasons.join('; '));
		return report;
	} finally {
		await lab.dba.query(back);
	}
}

describe('before its time', () => {
	it('a run that is not completed is not closed out, and has no report', async () => {
		const early = await lab.open('early');
		expect(await lab.act(early, 'closeout')).toMatchObject({
			state: 'refused',
			error: { code: 'WRONG_STATE', message: expect.stringContaining('A run that is open is not closed out') },
		});
		await expect(readReport(lab.site, early)).rejects.toMatchObject({
			code: 'NOT_FOUND',
			message: expect.stringContaining('no report yet'),
		});
		await expect(readReport(lab.site, lab.users.g4)).rejects.toMatchObject({ message: `No run ${lab.users.g4}.` });
	});
});

describe('the closeout of a completed run', () => {
	let report: CloseoutReport;

	it('is what comes next', async () => {
		const { next } = await readReadiness(lab.site, await lab.caller('executor'), 'closing');
		expect(next.map(({ action }) => action)).toEqual(['closeout']);
	});

	it('takes a backup, restores it, finds what the plan says, and is on record', async () => {
		const before = { writes: await statementsOf(), schema: await schemaNow(), length: (await lab.chain(run)).length };
		expect(await lab.act(run, 'closeout')).toMatchObject({
			state: 'done',
			result: { outcome: 'pass', message: expect.stringContaining('holds all 3 tables that the plan names') },
		});
		expect((await kinds()).slice(before.length)).toEqual([
			'snapshot.taken',
			'backup.taken',
			'restore.tested',
			'clone.removed',
			'closeout.completed',
		]);
		// Nothing of the subject was touched, as seen from beside.
		expect(await schemaNow()).toBe(before.schema);
		expect(await statementsOf()).toEqual(before.writes);
		report = await readReport(lab.site, run);
	});

	it('moves no phase, and leaves the run its own backup', async () => {
		const { phase, stopped, backup, closeout } = await lab.position(run);
		expect([phase, stopped]).toEqual(['completed', '']);
		expect(closeout?.body.outcome).toBe('pass');
		expect(backup?.body.sha256).not.toBe(report.backup.sha256);
		expect((await lab.chain(run)).find(({ kind }) => kind === 'migration.committed')?.body['backup']).toBe(
			backup?.body.sha256,
		);
		const { next } = await readReadiness(lab.site, await lab.caller('executor'), 'closing');
		expect(next).toEqual([]);
	});

	it('reports each table in the dump and in the copy, with its rows or with what they are', () => {
		expect(report.tables).toEqual([
			{ table: 'store.box', in_dump: true, in_copy: true, count: 0, expected: 0, items: [] },
			{ table: 'public.thing', in_dump: true, in_copy: true, count: 3, expected: 3, items: [] },
			{
				table: 'cutter_governance.decision_backlog_entry',
				in_dump: true,
				in_copy: true,
				count: 3,
				expected: null,
				items: [
					{ what: 'dot_pair_drift, open', count: 2 },
					{ what: 'signature_failure, closed', count: 1 },
				],
			},
		]);
		expect(report.schemas).toMatchObject([
			{ schema: 'cutter_governance', whole: true, dump: ['decision_backlog_entry'], unexpected: [] },
			{ schema: 'public', whole: false, unexpected: [] },
			{ schema: 'store', whole: true, dump: ['box'], copy: ['box'], unexpected: [] },
		]);
	});

	it('reports another server, gone afterwards, and production as it was', () => {
		const { before, after, written_by_others } = report.production;
		expect(report.restore).toMatchObject({ outcome: 'pass', kind: 'local-cluster', reasons: [] });
		expect(report.restore.system_identifier).not.toBe(before.system_identifier);
		expect(report.removal.gone).toEqual({ process_gone: true, socket_gone: true, folder_gone: true });
		expect({ ...after, read_at: before.read_at }).toEqual(before);
		expect(before.rows).toEqual([
			{ table: 'store.box', count: 0 },
			{ table: 'public.thing', count: 3 },
			{ table: 'cutter_governance.decision_backlog_entry', count: 3 },
		]);
		expect(written_by_others).toEqual([]);
		expect(report.backup.sha256_at_end).toBe(report.backup.sha256);
		expect(renderCloseout(report)).toContain('- dot\\_pair\\_drift, open: 2'.replaceAll('\\_', '_'));
	});

	it('is verified by the state before the migration, also after another backup', async () => {
		const settled = await lab.act(run, 'verify');
		expect(settled.result?.outcome).toBe('pass');
		const verified = (await lab.chain(run)).findLast(({ kind }) => kind === 'verification.completed');
		expect(verified?.body['delta']).toContainEqual(expect.stringContaining('+ table store.box'));
	});
});

describe('the report over REST', () => {
	let server: Server;
	let base: string;

	beforeAll(async () => {
		const runtime: Runtime = {
			site: lab.site,
			assertSetUp: async () => undefined,
			queue: async () => {
				throw new Error('the queue was asked');
			},
		};
		const router = express.Router();
		addRunRoutes(router, async () => runtime);
		const app = express();
		app.use((request, _response, next) => {
			const user = request.headers['x-user'];
			Object.assign(request, { accountability: { user, admin: false, session: 'a-session' } });
			next();
		});
		app.use(router);
		const refuse: ErrorRequestHandler = (error, _request, response, _next) => {
			response.status(error.status ?? 500).json({ code: error.code });
		};
		app.use(refuse);
		server = app.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
	});
	afterAll(async () => {
		server.close();
		await once(server, 'close');
	});

	const ask = (path: string, user = lab.users.g4) => fetch(`${base}${path}`, { headers: { 'x-user': user } });

	it('is the artefact as JSON, by default', async () => {
		const answered = await ask(`/runs/${run}/report`);
		expect(answered.status).toBe(200);
		expect(await answered.json()).toEqual({ data: await readReport(lab.site, run), meta: {} });
	});

	it('is a document in Markdown when asked for', async () => {
		const answered = await ask(`/runs/${run}/report?format=md`);
		expect(answered.headers.get('content-type')).toMatch(/^text\/markdown/);
		expect(await answered.text()).toBe(renderCloseout(await readReport(lab.site, run)));
	});

	it.each<[string, string, PersonName, number]>([
		['another format', '/runs/<run>/report?format=pdf', 'g4', 400],
		['another run', '/runs/<user>/report', 'g4', 404],
		['no run', '/runs/none/report', 'g4', 400],
		['a stranger', '/runs/<run>/report', 'stranger', 403],
	])('is refused to %s', async (_, path, who, status) => {
		const asked = path.replace('<run>', run).replace('<user>', lab.users.g4);
		expect((await ask(asked, lab.users[who])).status).toBe(status);
	});

	it('is refused when its bytes changed', async () => {
		const { closeout } = await lab.position(run);
		const file = join(lab.site.artifactsDir, 'objects', `${closeout?.body.artifact}.json`);
		const whole = await readFile(file, 'utf8');
		await writeFile(file, whole.replace('"outcome":"pass"', '"outcome":"fail"'));
		expect((await ask(`/runs/${run}/report`)).status).toBe(409);
		await writeFile(file, whole);
	});
});

describe('a closeout says what is missing', () => {
	it('a table that is gone, from dump and copy', async () => {
		const { reasons } = await closeOutAfter(
			'ALTER TABLE store.box RENAME TO crate',
			'ALTER TABLE store.crate RENAME TO box',
		);
		expect(reasons).toEqual([
			'store.box is missing from the dump and the restored copy',
			'the schema store holds tables that nothing names: crate',
		]);
	}, 60_000);

	it('a row too many', async () => {
		const { reasons } = await closeOutAfter('INSERT INTO store.box VALUES (1)', 'DELETE FROM store.box');
		expect(reasons).toEqual(['store.box holds 1 rows in the restored copy, the plan says 0']);
	}, 60_000);

	it('and stays in the phase it was, neither stopped nor in need of anything but a closeout', async () => {
		expect(await lab.position(run)).toMatchObject({ phase: 'completed', stopped: '' });
		const { next, verdict } = await readReadiness(lab.site, await lab.caller('executor'), 'closing');
		expect([verdict, next.map(({ action }) => action)]).toEqual(['COMPLETED', ['closeout']]);
	});

	it('nothing, when the restore was broken off: it is undecided', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'cutter-killed-'));
		await chmod(folder, 0o755);
		const real = lab.cluster.binDir;
		for (const name of ['pg_dump', 'initdb', 'postgres']) await symlink(`${real}/${name}`, join(folder, name));
		const killed = join(folder, 'pg_restore');
		// Reading an archive works; restoring into a database ends by a signal.
		await writeFile(killed, `#!/bin/sh\ncase "$*" in *--dbname=*) kill -9 $$ ;; esac\nexec ${real}/pg_restore "$@"\n`);
		await chmod(killed, 0o755);
		const settled = await lab.act(run, 'closeout', { site: lab.withEnv({ PG_BIN: folder }) });
		expect(settled).toMatchObject({
			state: 'done',
			result: { outcome: 'error', message: 'the restore was broken off: pg_restore was ended by SIGKILL' },
		});
		expect(await lab.position(run)).toMatchObject({ phase: 'completed', stopped: '' });
		await rm(folder, { recursive: true });
	}, 60_000);
});
