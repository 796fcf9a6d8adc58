import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDrift, sweepDrift } from '../../actions/signal/check-drift.ts';
import { raiseSignal } from '../../actions/signal/raise-signal.ts';
import { installationChain } from '../../contract/evidence.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

const backlog = `
	CREATE SCHEMA cutter_governance AUTHORIZATION cutter_migrator;
	SET ROLE cutter_migrator;
	CREATE TABLE cutter_governance.decision_backlog_entry (entry_id uuid PRIMARY KEY, kind text NOT NULL, status text NOT NULL,
		payload jsonb NOT NULL, emitted_at timestamptz NOT NULL, scenario_ref text);
	CREATE TABLE cutter_governance.decision_backlog_history (history_id uuid PRIMARY KEY, entry_id uuid NOT NULL, entry_version integer NOT NULL,
		change_kind text NOT NULL, from_status text, to_status text NOT NULL, changed_fields jsonb NOT NULL, changed_by text NOT NULL,
		changed_at timestamptz NOT NULL);
	RESET ROLE;`;
const failing = {
	...tinyPlan,
	id: 'failing',
	preflight: [{ id: 'P-1', title: 'One is two', sql: 'SELECT 1', expect: { scalar: 2 } }],
};
const drift = { kind: 'dot_pair_drift', fault: 'dot_pair_drift:a', payload: { message: 'apart' } } as const;

let lab: Lab;
beforeAll(async () => {
	lab = await openLab({
		plansDir: await writePlans([
			{ plan: tinyPlan, files: tinyFiles },
			{ plan: failing, files: tinyFiles },
		]),
		subject: tinySubject,
	});
});
afterAll(() => lab?.close());

const rowsOf = async (sql: string) => (await lab.dba.query(sql)).rows;
const raised = async () =>
	(await lab.chain(installationChain))
		.filter(({ kind }) => kind === 'signal.raised')
		.map(({ body }) => [body['fault'], body['sink']]);

describe('before the backlog exists', () => {
	it('a signal goes to the manual record, once, and is counted when seen again', async () => {
		expect(await raiseSignal(lab.site, drift)).toEqual({ sink: 'manual_record', isNew: true });
		expect(await raiseSignal(lab.site, drift)).toEqual({ sink: 'manual_record', isNew: false });
		expect(await rowsOf('SELECT fault, kind, seen FROM cutter_control.manual_record')).toEqual([
			{ fault: drift.fault, kind: drift.kind, seen: 2 },
		]);
		expect(await raised()).toEqual([[drift.fault, 'manual_record']]);
	});
});

describe('with the backlog', () => {
	const entries = () =>
		rowsOf(
			"SELECT kind, status, payload->>'fault' AS fault, payload->>'seen' AS seen FROM cutter_governance.decision_backlog_entry ORDER BY emitted_at",
		);
	beforeAll(() => lab.dba.query(backlog));

	it('sightings at once make one entry with one line of history', async () => {
		const all = await Promise.all(
			Array.from({ length: 5 }, () => raiseSignal(lab.site, { ...drift, fault: 'dot_pair_drift:b' })),
		);
		expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
		expect(await entries()).toEqual([{ kind: 'dot_pair_drift', status: 'open', fault: 'dot_pair_drift:b', seen: '5' }]);
		expect(await rowsOf('SELECT change_kind, to_status FROM cutter_governance.decision_backlog_history')).toEqual([
			{ change_kind: 'created', to_status: 'open' },
		]);
	});

	it('a fault that comes back after it was resolved is a new entry', async () => {
		await lab.dba.query("UPDATE cutter_governance.decision_backlog_entry SET status = 'resolved'");
		expect(await raiseSignal(lab.site, { ...drift, fault: 'dot_pair_drift:b' })).toMatchObject({ isNew: true });
		expect(await entries()).toHaveLength(2);
	});

	it('a pair that agrees raises nothing', async () => {
		expect(await sweepDrift(lab.site)).toEqual({ state: 'in_sync', findings: [], not_examined: [] });
		expect(await entries()).toHaveLength(2);
	});

	it('a run that stopped is one entry, which does not come back when it was resolved', async () => {
		const run = await lab.open('failing');
		expect(await lab.act(run, 'preflight')).toMatchObject({ result: { outcome: 'fail' } });
		const own = async () => (await entries()).filter(({ kind }) => kind === 'migration_step_failed');
		for (const status of ['open', 'open', 'resolved']) {
			await lab.dba.query(
				"UPDATE cutter_governance.decision_backlog_entry SET status = $1 WHERE kind = 'migration_step_failed'",
				[status],
			);
			await sweepDrift(lab.site);
			const expected = { kind: 'migration_step_failed', status, fault: `migration_step_failed:${run}`, seen: '1' };
			expect(await own()).toEqual([expected]);
		}
	});

	it.each([
		["status = 'retired'", 'dot_pair_drift:DOT-IU-CUTTER-VERIFY-inactive'],
		["paired_dot = 'another'", 'dot_pair_drift:DOT-IU-CUTTER-VERIFY-unpaired'],
		['extra_metadata = \'{"tool_revision": "2"}\'', 'dot_pair_drift:revision-declared'],
	])('a pair of which one half has %s raises one entry', async (change, fault) => {
		await lab.dba.query('UPDATE dot_tools SET extra_metadata = \'{"tool_revision": "1"}\'');
		await lab.dba.query(`UPDATE dot_tools SET ${change} WHERE id = 992`);
		for (let seen = 1; seen <= 2; seen += 1) await sweepDrift(lab.site);
		expect((await entries()).filter((entry) => entry.fault === fault)).toEqual([
			{ kind: 'dot_pair_drift', status: 'open', fault, seen: '2' },
		]);
		await lab.dba.query(
			"UPDATE dot_tools SET status = 'active', extra_metadata = NULL, paired_dot = 'DOT-IU-CUTTER' WHERE id = 992",
		);
		await lab.dba.query('UPDATE dot_tools SET extra_metadata = NULL');
	});

	it('says what it could not look at where there is no registry', async () => {
		await lab.dba.query('ALTER TABLE dot_tools RENAME TO elsewhere');
		expect(await checkDrift(lab.site)).toMatchObject({
			state: 'unknown',
			not_examined: [expect.stringContaining('dot_tools')],
		});
		await lab.dba.query('ALTER TABLE elsewhere RENAME TO dot_tools');
	});

	it('evidence that does not verify raises one signature_failure', async () => {
		await lab.dba.query('ALTER TABLE cutter_control.evidence DISABLE TRIGGER evidence_append_only');
		await lab.dba.query(
			"UPDATE cutter_control.evidence SET actor = 'somebody else' WHERE chain = 'installation' AND seq = 2",
		);
		// Left down, the guard would be a finding of its own.
		await lab.dba.query('ALTER TABLE cutter_control.evidence ENABLE ALWAYS TRIGGER evidence_append_only');
		for (let seen = 1; seen <= 2; seen += 1) await sweepDrift(lab.site);
		expect((await entries()).filter(({ kind }) => kind === 'signature_failure')).toEqual([
			{ kind: 'signature_failure', status: 'open', fault: 'signature_failure:installation/2', seen: '2' },
		]);
	});
});
