import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonExplanation, canonView } from '../../contract/canon.ts';
import { closeoutReport } from '../../contract/closeout-report.ts';
import { evidenceRecord, ledgerVerification } from '../../contract/evidence.ts';
import { planValidation, planView } from '../../contract/plans.ts';
import { reviewPackage } from '../../contract/review-package.ts';
import { runView } from '../../contract/runs.ts';
import { planStatus, readinessView } from '../../contract/status.ts';
import type { Api, ApiError } from '../../scripts/demo/api-client.ts';
import { drivePlan } from '../../scripts/demo/job/drive-plan.ts';
import { asPerson, setUpBundle } from '../../scripts/demo/job/set-up-bundle.ts';
import type { DemoContext } from '../../scripts/demo/main-job.ts';
import { type DirectusUnderTest, startDirectus } from '../support/directus.ts';

const alpha = 'phase-alpha-v0.2';
let directus: DirectusUnderTest;
let admin: Api;
let executor: Api;
let context: DemoContext;
let dba: pg.Client;

// A Directus of its own: the whole story happens in it, from before `init` to the last verification.
beforeAll(async () => {
	directus = await startDirectus({ accounts: true, demoDatabase: true });
	const { url, accounts, databaseUrl: superuserUrl, runCutter } = directus;
	context = {
		url,
		accounts,
		superuserUrl,
		runCutter,
		unattended: false,
		isNew: true,
		signal: new AbortController().signal,
	};
	admin = directus.api({ token: directus.adminToken });
	executor = directus.api({ token: accounts.find(({ name }) => name === 'DOT-IU-CUTTER')?.token });
	dba = new pg.Client({ connectionString: superuserUrl });
	await dba.connect();
});
afterAll(async () => {
	await dba?.end();
	await directus?.stop();
});

const dataOf = (answer: unknown) => (answer as { data: unknown }).data;
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => ({ status: 200, code: 'nothing refused', message: '' }),
		(error: ApiError) => ({ status: error.status, code: error.code, message: error.message }),
	);
const readiness = async () => readinessView.parse(dataOf(await executor.get(`/cutter/readiness?plan=${alpha}`)));
const events = async (run: string) =>
	evidenceRecord.array().parse(dataOf(await executor.get(`/cutter/runs/${run}/events`)));
const count = async (sql: string, values: unknown[] = []) => Number((await dba.query(sql, values)).rows[0]?.count);

describe('before init', () => {
	it('answers 503 and says what to run', async () => {
		expect(await refusal(admin.get('/cutter/status'))).toMatchObject({
			status: 503,
			code: 'SETUP_NEEDED',
			message: expect.stringContaining('directus cutter init'),
		});
		expect(dataOf(await directus.api().get('/cutter/health'))).toMatchObject({ alive: true, set_up: false });
	});
});

describe('set up', () => {
	beforeAll(() => setUpBundle(context), 120_000);

	it('has seats, an append-only ledger, and a verdict for each plan', async () => {
		const status = dataOf(await executor.get('/cutter/status')) as { protection: string; plans: unknown[] };
		expect(status.protection).toBe('append_only');
		expect(
			planStatus
				.array()
				.parse(status.plans)
				.map(({ plan, verdict }) => [plan, verdict]),
		).toEqual([
			['p0-v0.1', 'BLOCKED'],
			[alpha, 'BLOCKED'],
		]);
	});

	it('answers 304 to whoever knows the status already', async () => {
		const token = directus.accounts.find(({ name }) => name === 'DOT-IU-CUTTER')?.token;
		const ask = (headers: Record<string, string>) =>
			fetch(`${directus.url}/cutter/status`, { headers: { authorization: `Bearer ${token}`, ...headers } });
		const first = await ask({});
		expect((await ask({ 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304);
	});

	it.each([
		'/status',
		'/readiness?plan=p0-v0.1',
		'/plans',
		'/plans/p0-v0.1',
		'/plans/p0-v0.1/review-package',
		'/runs',
		'/sign-offs',
		'/seats',
		'/environments',
		'/doctor',
		'/evidence',
		'/evidence/verify',
		'/drift',
	])('GET %s is closed to the public', async (path) => {
		expect(await refusal(directus.api().get(`/cutter${path}`))).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
		expect((await refusal(directus.api({ token: 'no-such-token' }).get(`/cutter${path}`))).status).toBe(401);
	});

	it('shows a plan as it is frozen, and its command review in two forms', async () => {
		const plan = planView.parse(dataOf(await executor.get(`/cutter/plans/${alpha}`)));
		const review = reviewPackage.parse(dataOf(await executor.get(`/cutter/plans/${alpha}/review-package`)));
		expect([review.plan_digest, review.commands.length]).toEqual([plan.digest, 9]);
		const text = await executor.get(`/cutter/plans/${alpha}/review-package?format=md`);
		expect(text).toContain(`# Command review: ${plan.title}`);
		expect(text).toContain(plan.digest);
		expect(await refusal(executor.get(`/cutter/plans/${alpha}/review-package?format=pdf`))).toMatchObject({
			status: 400,
			code: 'INVALID_INPUT',
		});
		expect(await refusal(executor.get('/cutter/plans/no-such-plan'))).toMatchObject({ status: 404 });
	});

	it('validates a plan that is not installed, and says where it is wrong', async () => {
		const validate = async (files: Record<string, string>) =>
			planValidation.parse(
				dataOf(
					await executor.post('/cutter/plans/validate', {
						files: Object.entries(files).map(([path, content]) => ({ path, content })),
					}),
				),
			);
		expect(await validate({ 'plan.yaml': 'id: a\nid: b\n' })).toMatchObject({
			outcome: 'fail',
			findings: [{ rule: 'yaml-syntax', file: 'plan.yaml', line: 2, column: 1 }],
		});
		expect(await refusal(executor.post('/cutter/plans/validate', { files: [] }))).toMatchObject({
			status: 400,
			code: 'INVALID_INPUT',
		});
		expect(await refusal(directus.api().post('/cutter/plans/validate', { files: [] }))).toMatchObject({ status: 401 });
	});

	it('does the same on the command line, where a new plan is clean from the beginning', async () => {
		const folder = join(await mkdtemp(join(tmpdir(), 'cutter-plan-')), 'reading-list');
		const made = await directus.runCutter(['plan', 'new', folder]);
		expect([made.code, made.stdout]).toEqual([0, expect.stringContaining('Plan reading-list is clean.')]);
		const again = await directus.runCutter(['plan', 'new', folder]);
		expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('is not empty')]);
		await appendFile(join(folder, '1-create.sql'), 'VACUUM;\n');
		const broken = await directus.runCutter(['plan', 'validate', folder, '--json']);
		const { outcome, findings } = planValidation.parse(JSON.parse(broken.stdout));
		expect([broken.code, outcome, findings.map(({ rule }) => rule)]).toEqual([
			1,
			'fail',
			['digest-mismatch', 'maintenance'],
		]);
		const listed = await directus.runCutter(['plan', 'list', '--json']);
		expect(JSON.parse(listed.stdout)).toMatchObject({ plans: [{ id: 'p0-v0.1' }, { id: alpha }], refused: [] });
		const shown = await directus.runCutter(['plan', 'show', alpha]);
		expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/^# Command review: Phase α/)]);
		await rm(dirname(folder), { recursive: true });
	});

	it('makes texts canonical, and tells how two differ, over REST and on the command line', async () => {
		const view = canonView.parse(
			dataOf(
				await executor.post('/cutter/canon', {
					source: { text: 'Đ24 – một\r\n' },
					tokens: true,
					span: { byte_start: 0, byte_end: 4 },
				}),
			),
		);
		expect(view).toMatchObject({ text: 'Đ24 – một\n', span: { start_token: 0, end_token: 1 }, token_count: 6 });
		expect(view.tokens).toHaveLength(1);
		const told = canonExplanation.parse(
			dataOf(await executor.post('/cutter/canon/explain', { first: { text: 'a – b' }, second: { text: 'a - b' } })),
		);
		expect(told).toMatchObject({ verdict: 'different', families: [{ family: 'dash', count: 1 }] });
		for (const path of ['/cutter/canon', '/cutter/canon/explain']) {
			expect(await refusal(executor.post(path, { source: {} }))).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
			expect(await refusal(directus.api().post(path, {}))).toMatchObject({ status: 401 });
		}

		const folder = await mkdtemp(join(tmpdir(), 'cutter-canon-'));
		const [first, second, broken] = ['first.md', 'second.md', 'broken.md'].map((name) => join(folder, name));
		await writeFile(first ?? '', 'a – b\r\n');
		await writeFile(second ?? '', 'a - b\n');
		await writeFile(broken ?? '', Buffer.from([0xff, 0xfe, 0x61, 0x00]));
		const canon = (...given: (string | undefined)[]) => directus.runCutter(['canon', ...given.map(String)]);
		const [one, text, differ, same, unreadable, refused] = await Promise.all([
			canon(first, '--tokens', '--span', '0:1', '--json'),
			canon(first, '--text'),
			canon(first, second),
			canon(first, first),
			canon(first, broken),
			canon(broken),
		]);
		expect([one.code, canonView.parse(JSON.parse(one.stdout)).tokens]).toMatchObject([0, [{ kind: 'word' }]]);
		expect([text.code, text.stdout]).toEqual([0, 'a – b\n']);
		expect([differ.code, differ.stdout]).toEqual([1, expect.stringContaining('EN DASH')]);
		expect([same.code, same.stdout]).toEqual([0, 'The two texts are the same, byte for byte.\n']);
		expect([unreadable.code, refused.code, refused.stderr]).toEqual([5, 2, expect.stringContaining('UTF-16')]);
		await rm(folder, { recursive: true });
	});

	it('is closed to an account without a seat', async () => {
		const role = dataOf(await admin.get('/roles?limit=1&filter[name][_contains]=API')) as { id: string }[];
		await admin.post('/users', {
			email: 'nobody@demo.example.com',
			password: 'a-password-of-nobody',
			role: role[0]?.id,
			status: 'active',
		});
		const nobody = directus.api(await directus.login('nobody@demo.example.com', 'a-password-of-nobody'));
		expect(await refusal(nobody.get('/cutter/status'))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
		expect(await refusal(nobody.post('/cutter/runs', { plan: 'p0-v0.1', environment: 'demo' }))).toMatchObject({
			status: 403,
		});
	});

	it('names seats only for the sovereign with a login', async () => {
		const d32 = await asPerson(context, 'd32');
		const user = '00000000-0000-4000-8000-000000000000';
		expect(await refusal(d32.put('/cutter/seats/g2', { user }))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
		expect(await refusal(executor.put('/cutter/seats/g2', { user }))).toMatchObject({
			status: 403,
			code: 'HUMAN_SESSION_REQUIRED',
		});
	});

	it.each([
		[{ plan: 'p0-v0.1', environment: 'elsewhere' }, 400, 'INVALID_INPUT', 'This environment is demo'],
		[{ plan: 'p0-v0.1' }, 400, 'INVALID_INPUT', 'environment'],
		[{ plan: 'p0-v0.1', environment: 'demo', force: true }, 400, 'INVALID_INPUT', 'force'],
		[{ plan: 'no-such-plan', environment: 'demo' }, 404, 'NOT_FOUND', 'Installed: p0-v0.1'],
	])('refuses to open a run with %j', async (body, status, code, message) => {
		expect(await refusal(executor.post('/cutter/runs', body))).toMatchObject({
			status,
			code,
			message: expect.stringContaining(message),
		});
	});

	it('carries P0 through, the Flow migrating when the quorum is complete', async () => {
		expect(await drivePlan(context, 'p0-v0.1', { sign: true })).toBe('COMPLETED');
		expect(await count("SELECT count(*) FROM pg_tables WHERE schemaname = 'cutter_governance'")).toBe(11);
	}, 300_000);

	it('leaves Phase α waiting for its seat holders', async () => {
		expect(await drivePlan(context, alpha, { sign: false })).toBe('WAITING');
	}, 300_000);
});

describe('Phase α, waiting', () => {
	let run: string;
	let digest: string;
	beforeAll(async () => {
		const view = await readiness();
		run = view.run?.id ?? '';
		digest = view.run?.approval_digest ?? '';
	});
	const statement = () => ({ run, digest, outcome: 'pass' });

	it('is not signed by a token, whatever door it takes', async () => {
		const g4 = context.accounts.find(({ email }) => email.startsWith('g4@'));
		const login = (await (
			await fetch(`${directus.url}/auth/login`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ email: g4?.email, password: g4?.password }),
			})
		).json()) as { data: { access_token: string } };
		const byToken = directus.api({ token: login.data.access_token });
		expect(await refusal(byToken.post('/cutter/sign-offs', statement()))).toMatchObject({
			status: 403,
			code: 'HUMAN_SESSION_REQUIRED',
			message: expect.stringContaining('"mode": "session"'),
		});
		expect(await refusal(executor.post('/cutter/sign-offs', statement()))).toMatchObject({
			status: 403,
			code: 'HUMAN_SESSION_REQUIRED',
		});
		expect(await refusal(byToken.post('/items/cutter_approvals', statement()))).toMatchObject({
			status: 403,
			code: 'HUMAN_SESSION_REQUIRED',
		});
		expect(await refusal(admin.post('/items/cutter_approvals', statement()))).toMatchObject({ status: 403 });
		expect(
			await refusal(admin.post('/items/cutter_approvals', { ...statement(), signer: 'somebody else' })),
		).toMatchObject({ status: 403 });
		const mutation = `mutation { create_cutter_approvals_item(data: { run: "${run}", kind: "execution", digest: "${digest}", outcome: "pass" }) { id } }`;
		const answer = (await admin.post('/graphql', { query: mutation }).catch((error: ApiError) => error.answer)) as {
			errors?: unknown[];
		};
		expect(answer.errors).toHaveLength(1);
		expect(await count('SELECT count(*) FROM cutter_approvals WHERE run = $1', [run])).toBe(0);
	});

	it('does not take a signer, seats or times from the client', async () => {
		const d32 = await asPerson(context, 'd32');
		expect(
			await refusal(d32.post('/items/cutter_approvals', { ...statement(), signer: run, seats: ['g4'] })),
		).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
		expect(await refusal(d32.post('/cutter/sign-offs', { ...statement(), digest: 'f'.repeat(64) }))).toMatchObject({
			status: 409,
			code: 'STALE_DIGEST',
		});
	});

	it('has its snapshots put on record by the G-2 seat, each once, in the history of the backlog', async () => {
		const g2 = await asPerson(context, 'g2');
		const [snapshot] = (await readiness()).run?.snapshots ?? [];
		const record = { run, kind: 'snapshot_record', digest: snapshot?.digest, outcome: 'pass' };
		expect(dataOf(await g2.post('/cutter/sign-offs', record))).toMatchObject({ seats: ['g2'], valid: true });
		await expect
			.poll(async () => (await readiness()).run?.snapshots[0]?.recorded, { timeout: 15_000 })
			.toMatchObject({ sink: 'decision_backlog' });
		expect(await refusal(g2.post('/cutter/sign-offs', record))).toMatchObject({ status: 409, code: 'WRONG_STATE' });
		expect(await refusal(g2.post('/cutter/sign-offs', { ...record, digest }))).toMatchObject({ code: 'STALE_DIGEST' });
		const lines = `SELECT count(*) FROM cutter_governance.decision_backlog_history
			WHERE changed_fields->'snapshot'->>'digest' = $1 AND changed_by = (SELECT user_id::text FROM cutter_control.seat_holder WHERE seat = 'g2')`;
		expect(await count(lines, [snapshot?.digest])).toBe(1);
		expect((await readiness()).verdict).toBe('WAITING');
	});

	it('still waits after one signature, and says for whom', async () => {
		const d32 = await asPerson(context, 'd32');
		expect(dataOf(await d32.post('/cutter/sign-offs', statement()))).toMatchObject({ seats: ['d32'], valid: true });
		expect(await refusal(d32.post('/cutter/sign-offs', statement()))).toMatchObject({
			status: 409,
			code: 'WRONG_STATE',
		});
		expect(await refusal(executor.post(`/cutter/runs/${run}/migrate?wait=true`))).toMatchObject({
			status: 412,
			code: 'GATE_NOT_MET',
			message: expect.stringMatching(/approval-quorum.*1 of 2 people.*g4, sovereign/),
		});
		expect((await events(run)).filter(({ kind }) => kind === 'action.refused').at(-1)?.body).toMatchObject({
			action: 'migrate',
			code: 'GATE_NOT_MET',
		});
		expect((await readiness()).verdict).toBe('WAITING');
	});

	it('refuses an option it does not know, instead of doing more than was asked for', async () => {
		expect(await refusal(executor.post(`/cutter/runs/${run}/migrate?wait=true`, { step: 'd' }))).toMatchObject({
			status: 400,
			code: 'INVALID_INPUT',
			message: expect.stringContaining('step'),
		});
	});

	it('keeps what is signed: nobody changes or deletes an item', async () => {
		const { rows } = await dba.query('SELECT id FROM cutter_approvals WHERE run = $1', [run]);
		expect(await refusal(admin.patch(`/items/cutter_approvals/${rows[0].id}`, { outcome: 'reject' }))).toMatchObject({
			status: 403,
			code: 'FORBIDDEN',
		});
		expect(await refusal(admin.delete(`/items/cutter_approvals/${rows[0].id}`))).toMatchObject({
			status: 403,
			code: 'FORBIDDEN',
		});
	});

	it('is not migrated by a webhook Flow, which has no user', async () => {
		const flow = (
			dataOf(
				await admin.post('/flows', {
					name: 'webhook',
					trigger: 'webhook',
					status: 'active',
					options: { method: 'GET', async: false, return: '$last', error_on_reject: true },
				}),
			) as { id: string }
		).id;
		const operation = (
			dataOf(
				await admin.post('/operations', {
					flow,
					key: 'migrate',
					type: 'cutter-migrate',
					position_x: 19,
					position_y: 1,
					options: { action: 'migrate', run, wait: true },
				}),
			) as { id: string }
		).id;
		await admin.patch(`/flows/${flow}`, { operation });
		expect(await refusal(directus.api().get(`/flows/trigger/${flow}`))).toMatchObject({
			status: 401,
			code: 'UNAUTHENTICATED',
			message: expect.stringContaining('A Flow without a user may not act'),
		});
		expect(
			await count(
				"SELECT count(*) FROM pg_attribute WHERE attname = 'authority' AND attrelid = 'tac_logical_unit'::regclass",
			),
		).toBe(0);
	});

	it('raises one dot_pair_drift, however often the pair is seen apart', async () => {
		const entries = () =>
			count("SELECT count(*) FROM cutter_governance.decision_backlog_entry WHERE kind = 'dot_pair_drift'");
		for (const partner of ['DOT-HC-EXECUTOR', 'DOT-HC-EXECUTOR-VERIFY']) {
			await admin.patch('/items/dot_tools/992', { paired_dot: partner });
			await expect.poll(entries, { timeout: 15_000 }).toBe(1);
		}
		await expect
			.poll(
				async () =>
					(
						await dba.query(
							"SELECT payload->>'seen' AS seen FROM cutter_governance.decision_backlog_entry WHERE kind = 'dot_pair_drift'",
						)
					).rows[0]?.seen,
				{ timeout: 15_000 },
			)
			.toBe('2');
		expect(dataOf(await executor.get('/cutter/drift'))).toMatchObject({ state: 'drifted' });
		await admin.patch('/items/dot_tools/992', { paired_dot: 'DOT-IU-CUTTER' });
		expect(dataOf(await executor.get('/cutter/drift'))).toMatchObject({ state: 'in_sync', findings: [] });
	});

	it('is signed by the second person, and the Flow migrates it', async () => {
		const g4 = await asPerson(context, 'g4');
		expect(dataOf(await g4.post('/cutter/sign-offs', statement()))).toMatchObject({ seats: ['g4', 'sovereign'] });
		await expect
			.poll(async () => runView.parse(dataOf(await executor.get(`/cutter/runs/${run}`))).phase, {
				timeout: 180_000,
				interval: 500,
			})
			.toBe('completed');
		const committed = (await events(run)).filter(({ kind }) => kind === 'migration.committed');
		const users = dataOf(await admin.get('/users?filter[email][_starts_with]=executor')) as { id: string }[];
		expect(new Set(committed.map(({ actor }) => actor))).toEqual(new Set([users[0]?.id]));
	}, 300_000);

	it('ends with twelve tables, 86 bumped rows and a ledger that verifies', async () => {
		expect(await count("SELECT count(*) FROM pg_tables WHERE schemaname = 'cutter_governance'")).toBe(12);
		const verified = (await events(run)).find(({ kind }) => kind === 'verification.completed');
		expect(verified?.body).toMatchObject({
			outcome: 'pass',
			additions_only: true,
			side_effects: [{ rows_changed: 86, rows_expected: 86 }],
		});
		expect(ledgerVerification.parse(dataOf(await executor.get('/cutter/evidence/verify')))).toMatchObject({
			outcome: 'pass',
			faults: [],
		});
		const ended = await directus.runCutter(['evidence', 'verify', '--json']);
		expect(ended.code).toBe(0);
	});

	it('is closed out: a fresh backup holds the twelve tables, and the report says so in JSON and Markdown', async () => {
		const path = `/cutter/runs/${run}/report`;
		expect(await refusal(executor.get(path))).toMatchObject({ status: 404 });
		expect(dataOf(await executor.post(`/cutter/runs/${run}/closeout?wait=true`))).toMatchObject({
			result: { outcome: 'pass' },
		});
		const report = closeoutReport.parse(dataOf(await executor.get(path)));
		expect(report).toMatchObject({ run, outcome: 'pass' });
		const token = directus.accounts.find(({ name }) => name === 'DOT-IU-CUTTER')?.token;
		const answer = await fetch(`${directus.url}${path}?format=md`, { headers: { authorization: `Bearer ${token}` } });
		expect(answer.headers.get('content-type')).toContain('text/markdown');
		expect(await answer.text()).toContain(report.backup.sha256);
		expect(await refusal(executor.get(`${path}?format=docx`))).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
		expect(await refusal(directus.api().get(path))).toMatchObject({ status: 401 });
	}, 180_000);

	it('lets Directus write the new columns at once', async () => {
		await admin.patch('/collections/tac_logical_unit', { meta: {} });
		const { rows } = await dba.query('SELECT id FROM tac_logical_unit LIMIT 1');
		await admin.patch(`/items/tac_logical_unit/${rows[0].id}`, { authority: 'enacted' });
		expect((await dba.query('SELECT authority FROM tac_logical_unit WHERE id = $1', [rows[0].id])).rows).toEqual([
			{ authority: 'enacted' },
		]);
	});

	it('shows the verifier nothing to do but verify', async () => {
		const verifier = directus.api({
			token: directus.accounts.find(({ name }) => name === 'DOT-IU-CUTTER-VERIFY')?.token,
		});
		expect(await refusal(verifier.post(`/cutter/runs/${run}/migrate`))).toMatchObject({
			status: 403,
			code: 'FORBIDDEN',
		});
		expect(dataOf(await verifier.post(`/cutter/runs/${run}/verify?wait=true`))).toMatchObject({
			result: { outcome: 'fail' },
		});
	});

	it('keeps passwords out of logs, evidence and reports', async () => {
		const { roles, database } = directus.configuration;
		const secrets = [
			roles.directus.password,
			roles.migrator.password,
			...context.accounts.flatMap(({ password, token }) => [password, token]),
			`:${database.port}/`,
		].filter((secret): secret is string => typeof secret === 'string');
		const { rows } = await dba.query(
			"SELECT string_agg(t, '') AS all FROM (SELECT body::text AS t FROM cutter_control.evidence UNION ALL SELECT to_jsonb(a)::text FROM cutter_control.action a) x",
		);
		for (const secret of secrets) expect(rows[0].all).not.toContain(secret);
	});
});
