import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOperation } from '../../actions/operation/run-operation.ts';
import { viewSignOffs } from '../../actions/readiness/views.ts';
import { cancelRun } from '../../actions/run/cancel-run.ts';
import { readRunContext } from '../../actions/run/read-run-context.ts';
import { viewRun } from '../../actions/run/view-run.ts';
import type { Runtime } from '../../actions/runtime/runtime.ts';
import { recordSignOff } from '../../actions/sign-off/record-sign-off.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import { type Lab, openLab, type PersonName } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

const backlog = `
	CREATE SCHEMA cutter_governance AUTHORIZATION cutter_migrator;
	SET ROLE cutter_migrator;
	CREATE TABLE cutter_governance.decision_backlog_entry (entry_id uuid PRIMARY KEY, kind text NOT NULL, status text NOT NULL,
		payload jsonb NOT NULL, emitted_at timestamptz NOT NULL, scenario_ref text);
	CREATE TABLE cutter_governance.decision_backlog_history (history_id uuid PRIMARY KEY,
		entry_id uuid NOT NULL REFERENCES cutter_governance.decision_backlog_entry, entry_version integer NOT NULL,
		change_kind text NOT NULL, from_status text, to_status text NOT NULL, changed_fields jsonb NOT NULL, changed_by text NOT NULL,
		changed_at timestamptz NOT NULL);
	RESET ROLE;`;

let lab: Lab;
let run: string;
beforeAll(async () => {
	lab = await openLab({ plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]), subject: tinySubject });
	run = await lab.open('tiny');
	for (const action of ['preflight', 'snapshot', 'backup', 'rehearse'] as const) await lab.act(run, action);
	await lab.act(run, 'snapshot');
});
afterAll(() => lab?.close());

const rowsOf = async (sql: string) => (await lab.dba.query(sql)).rows;
const snapshots = async () => (await lab.position(run)).snapshots;
/** The hash of the run's first, second or third snapshot. */
const digestOf = async (which: number) => (await snapshots())[which]?.digest ?? '';
const recordAs = async (person: PersonName, which: number, more: { outcome?: 'reject'; session?: boolean } = {}) =>
	lab.sign(run, person, { kind: 'snapshot_record', digest: await digestOf(which), notes: 'kept', ...more });
const recorded = async () =>
	(await lab.chain(run)).filter(({ kind, body }) => kind === 'signoff.recorded' && body['kind'] === 'snapshot_record');

describe('who records what', () => {
	it.each<[string, () => Promise<unknown>, string, RegExp]>([
		['not a holder of other seats', () => recordAs('g4', 0), 'FORBIDDEN', /recorded by g2/],
		['not whoever requested the run', () => recordAs('executor', 0), 'HUMAN_SESSION_REQUIRED', /tool account/],
		['not by a token', () => recordAs('g2', 0, { session: false }), 'HUMAN_SESSION_REQUIRED', /session/],
		['not as a rejection', () => recordAs('g2', 0, { outcome: 'reject' }), 'INVALID_INPUT', /pass_with_notes/],
	])('%s', async (_who, attempt, code, message) => {
		await expect(attempt()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
		expect(await recorded()).toEqual([]);
	});

	it('not a person of the G-2 seat in a run that they requested', async () => {
		await lab.dba.query('ALTER TABLE cutter_control.run DISABLE TRIGGER run_header_kept');
		const requester = async (user: string) =>
			lab.dba.query('UPDATE cutter_control.run SET requester = $2 WHERE id = $1', [run, user]);
		await requester(lab.users.g2);
		await expect(recordAs('g2', 0)).rejects.toMatchObject({
			code: 'FORBIDDEN',
			message: expect.stringMatching(/never records its snapshots/),
		});
		await requester(lab.users.executor);
		await lab.dba.query('ALTER TABLE cutter_control.run ENABLE ALWAYS TRIGGER run_header_kept');
	});

	it('a digest that names no snapshot is refused with those that can be recorded', async () => {
		const all = (await snapshots()).map(({ digest }) => digest);
		expect(all).toHaveLength(3);
		for (const digest of ['f'.repeat(64), (await snapshots())[0]?.body.schema_digest ?? '']) {
			await expect(lab.sign(run, 'g2', { kind: 'snapshot_record', digest })).rejects.toMatchObject({
				code: 'STALE_DIGEST',
				facts: { signed: digest, recordable: all },
			});
		}
	});

	it.each([
		['another digest', 'g2', 'snapshot_record', () => 'f'.repeat(64), /names no snapshot/],
		['another seat', 'g4', 'snapshot_record', () => digestOf(0), /recorded by the seat g2/],
		['the requester', 'executor', 'snapshot_record', () => digestOf(0), /never signed by its requester/],
		['an unknown kind', 'g2', 'retry', () => digestOf(0), /no kind/],
		['a snapshot in place of the approval digest', 'g2', 'execution', () => digestOf(0), /another digest/],
	] as const)('the database refuses it, too: %s', async (_what, person, kind, digest, reason) => {
		await expect(
			lab.dba.query(
				`INSERT INTO public.cutter_approvals (run, kind, digest, outcome, signer, seats, signed_at, expires_at)
				 VALUES ($1, $2, $3, 'pass', $4, '[]', now(), now())`,
				[run, kind, await digest(), lab.users[person]],
			),
		).rejects.toThrow(reason);
	});
});

describe('before the backlog exists', () => {
	it('the first snapshot goes to the manual record, once', async () => {
		const item = await recordAs('g2', 0);
		const [first] = await snapshots();
		expect(first?.recorded).toMatchObject({ by: lab.users.g2, sink: 'manual_record' });
		const kept = await rowsOf('SELECT kind, fault, seen, payload FROM cutter_control.manual_record');
		expect(kept).toMatchObject([
			{
				kind: 'snapshot_record',
				fault: `snapshot_record:${first?.cite}`,
				seen: 1,
				payload: { run, recorded_by: lab.users.g2, snapshot: { sign_off: item, digest: first?.digest, notes: 'kept' } },
			},
		]);
	});

	it('again it is refused, and an item that slipped through enters nothing', async () => {
		await expect(recordAs('g2', 0)).rejects.toMatchObject({
			code: 'WRONG_STATE',
			message: expect.stringMatching(/recorded once/),
		});
		const [item] = await rowsOf('SELECT id FROM public.cutter_approvals');
		await recordSignOff(lab.site, String(item?.['id']));
		expect(await recorded()).toHaveLength(1);
		expect(await rowsOf('SELECT seen FROM cutter_control.manual_record')).toEqual([{ seen: 1 }]);
	});
});

describe('with the backlog', () => {
	beforeAll(() => lab.dba.query(backlog));
	const history = () =>
		rowsOf(
			`SELECT entry_version AS version, change_kind, from_status, to_status, changed_by, changed_fields->'snapshot'->>'evidence' AS evidence
			   FROM cutter_governance.decision_backlog_history ORDER BY entry_version`,
		);

	it('when the history cannot be written there is no evidence either, and the snapshot can be recorded again', async () => {
		await lab.dba.query(
			'ALTER TABLE cutter_governance.decision_backlog_history ADD CONSTRAINT none CHECK (false) NOT VALID',
		);
		await expect(recordAs('g2', 1)).rejects.toMatchObject({ code: '23514' });
		await lab.dba.query('ALTER TABLE cutter_governance.decision_backlog_history DROP CONSTRAINT none');
		expect(await recorded()).toHaveLength(1);
		expect(await rowsOf('SELECT 1 FROM cutter_governance.decision_backlog_entry')).toEqual([]);
	});

	it('a run has one entry, and each snapshot one line of its history by the holder of the seat', async () => {
		await recordAs('g2', 1);
		await recordAs('g2', 2);
		const [, second, third] = await snapshots();
		const by = { changed_by: lab.users.g2, to_status: 'resolved' };
		expect(await history()).toEqual([
			{ version: 1, change_kind: 'created', from_status: null, evidence: second?.cite, ...by },
			{ version: 2, change_kind: 'field_updated', from_status: 'resolved', evidence: third?.cite, ...by },
		]);
		expect(await rowsOf('SELECT kind, status, payload FROM cutter_governance.decision_backlog_entry')).toEqual([
			{ kind: 'decision', status: 'resolved', payload: { snapshots_of_run: run, plan: 'tiny', snapshots: 2 } },
		]);
	});

	it('two who enter the same item at once enter it once', async () => {
		const { id } = (await rowsOf('SELECT id FROM public.cutter_approvals ORDER BY signed_at DESC LIMIT 1'))[0] ?? {};
		await Promise.all([1, 2, 3].map(() => recordSignOff(lab.site, String(id))));
		expect(await history()).toHaveLength(2);
		expect(await recorded()).toHaveLength(3);
	});
});

describe('a record approves nothing', () => {
	it('the run is as far as it was, and migrates only when those have signed whom the plan asks for', async () => {
		expect((await lab.position(run)).phase).toBe('rehearsed');
		await lab.sign(run, 'd32');
		expect(await lab.act(run, 'migrate')).toMatchObject({
			error: { code: 'GATE_NOT_MET', message: expect.stringMatching(/1 of 2 people.*g4/) },
		});
	});

	it('a Flow that migrates on new sign-offs waits when it was one of these, even with a complete quorum', async () => {
		await lab.sign(run, 'g4');
		const runtime: Runtime = {
			site: lab.site,
			assertSetUp: async () => undefined,
			queue: async () => {
				throw new Error('the queue was asked');
			},
		};
		const signer = { user: lab.users.g2, admin: false };
		const trigger = (kind: string) => ({ $trigger: { collection: 'cutter_approvals', payload: { run, kind } } });
		const asked = (kind: string) => runOperation(runtime, signer, { action: 'migrate', run }, trigger(kind));
		expect(await asked('snapshot_record')).toMatchObject({
			verdict: 'waiting',
			next: expect.stringMatching(/snapshot/),
		});
		await expect(asked('execution')).rejects.toThrow('the queue was asked');
	});

	it('the run view says which snapshots are recorded and by whom, also after the run has ended', async () => {
		await cancelRun(lab.site, run, lab.users.executor, 'tested');
		await withPooled(lab.site.pool, async (session) => {
			const context = await readRunContext(lab.site, session, run);
			const { snapshots: viewed, phase } = await viewRun(session, context);
			expect(phase).toBe('abandoned');
			expect(viewed.map(({ recorded: entered }) => [entered?.by, entered?.sink])).toEqual([
				[lab.users.g2, 'manual_record'],
				[lab.users.g2, 'decision_backlog'],
				[lab.users.g2, 'decision_backlog'],
			]);
			const views = await viewSignOffs(session, context, new Date().toISOString());
			expect(views.filter(({ kind }) => kind === 'snapshot_record').every(({ valid }) => valid)).toBe(true);
		});
	});
});
