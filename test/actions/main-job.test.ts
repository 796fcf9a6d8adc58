import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../actions/ledger/verify-ledger.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

const perStep = { ...tinyPlan, id: 'tiny-steps', transaction: 'per_step' };
const kindsOf = async (lab: Lab, run: string) => (await lab.chain(run)).map(({ kind }) => kind);

describe.each([
	{ id: 'tiny', committed: 1 },
	{ id: 'tiny-steps', committed: 2 },
])('the main job of $id', ({ id }) => {
	let lab: Lab;
	let run: string;

	beforeAll(async () => {
		lab = await openLab({
			plansDir: await writePlans([
				{ plan: tinyPlan, files: tinyFiles },
				{ plan: perStep, files: tinyFiles },
			]),
			subject: tinySubject,
		});
		run = await lab.open(id);
	});
	afterAll(() => lab?.close());

	it('passes preflight, backup and rehearsal', async () => {
		for (const action of ['preflight', 'backup', 'rehearse'] as const) {
			expect(await lab.act(run, action)).toMatchObject({ state: 'done', result: { outcome: 'pass' }, error: null });
		}
		expect(await kindsOf(lab, run)).toEqual([
			'run.opened',
			'preflight.checked',
			'snapshot.taken',
			'backup.taken',
			'restore.tested',
			'clone.removed',
			'rehearsal.completed',
		]);
	});

	it('has changed nothing of the subject so far', async () => {
		const { rows } = await lab.dba.query(
			"SELECT (SELECT count(*) FROM pg_attribute WHERE attname = 'colour') AS colour, to_regnamespace('store') AS store",
		);
		expect(rows).toEqual([{ colour: '0', store: null }]);
	});

	it('is approved by two people', async () => {
		await lab.sign(run, 'd32');
		expect((await lab.position(run)).phase).toBe('rehearsed');
		await lab.sign(run, 'g4');
		expect((await lab.position(run)).phase).toBe('approved');
	});

	it('migrates, with the ledger rows in the transaction of the SQL', async () => {
		expect(await lab.act(run, 'migrate')).toMatchObject({ state: 'done', result: { outcome: 'pass' }, error: null });
		const committed = (await lab.chain(run)).filter(({ kind }) => kind === 'migration.committed');
		expect(committed.map(({ body }) => [body['step'], body['last']])).toEqual([
			['one', false],
			['two', true],
		]);
		const { rows } = await lab.dba.query(
			"SELECT xmin::text AS xid FROM cutter_control.evidence WHERE chain = $1 AND kind = 'migration.committed' ORDER BY seq",
			[run],
		);
		expect(committed.map(({ body }) => body['transaction_id'])).toEqual(rows.map(({ xid }) => xid));
		const { rows: tables } = await lab.dba.query("SELECT xmin::text AS xid FROM pg_class WHERE relname = 'box'");
		expect(tables[0].xid).toBe(rows.at(-1)?.xid);
	});

	it('carries the deed out as the executor, whoever asked', async () => {
		const [committed] = (await lab.chain(run)).filter(({ kind }) => kind === 'migration.committed');
		expect(committed?.actor).toBe(lab.users.executor);
	});

	it('is completed by the verification, which reports the side effect', async () => {
		expect(await lab.act(run, 'verify')).toMatchObject({ result: { outcome: 'pass' } });
		const { phase, verification } = await lab.position(run);
		expect(phase).toBe('completed');
		expect(verification?.body).toMatchObject({
			additions_only: true,
			side_effects: [{ rows_changed: 3, rows_expected: 3 }],
		});
	});

	it('leaves a ledger that verifies and is append-only', async () => {
		expect(await verifyLedger(lab.site)).toMatchObject({
			outcome: 'pass',
			protection: 'append_only',
			anchored: true,
			faults: [],
		});
	});

	it('is not migrated twice', async () => {
		expect(await lab.act(run, 'migrate')).toMatchObject({ state: 'refused', error: { code: 'WRONG_STATE' } });
	});

	it('leaves no clone behind', async () => {
		const { readdir } = await import('node:fs/promises');
		expect((await readdir('/var/tmp')).filter((name) => name.startsWith('dot-iu-cutter-clone'))).toEqual([]);
	});
});
