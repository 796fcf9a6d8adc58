import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../../actions/ledger/record.ts';
import { verifyLedger } from '../../../actions/ledger/verify-ledger.ts';
import type { EvidenceRecord } from '../../../contract/evidence.ts';
import { hashEvidence } from '../../../core/evidence/hash-evidence.ts';
import { type Lab, openLab } from '../../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../../support/write-plan.ts';

let lab: Lab;
let run: string;

beforeAll(async () => {
	lab = await openLab({ plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]), subject: tinySubject });
	run = await lab.open('tiny');
	for (const action of ['migrate', 'rehearse', 'verify']) {
		await record(lab.site, {
			chain: run,
			kind: 'action.refused',
			actor: 'somebody',
			body: { action, n: [1e-7, 'Đ😀', null, { b: 1, a: 2 }] },
		});
	}
	await lab.dba.query('CREATE TABLE public.kept AS TABLE cutter_control.evidence');
});
afterAll(() => lab?.close());

const triggers = ['evidence_append_only', 'evidence_no_truncate', 'evidence_linked'];
const switchTriggers = (how: 'DISABLE' | 'ENABLE ALWAYS') =>
	lab.dba.query(`ALTER TABLE cutter_control.evidence ${triggers.map((name) => `${how} TRIGGER ${name}`).join(', ')}`);

/** What a superuser does with the guards down, what the verification makes of it, and everything as it was. */
async function afterTampering(tamper: () => Promise<unknown>) {
	await switchTriggers('DISABLE');
	try {
		await tamper();
		const { outcome, faults } = await verifyLedger(lab.site);
		return {
			outcome,
			faults: faults.map(({ chain, seq, fault }) => `${chain === run ? 'run' : chain} ${seq} ${fault}`),
		};
	} finally {
		await lab.dba.query('TRUNCATE cutter_control.evidence; INSERT INTO cutter_control.evidence TABLE public.kept');
		await switchTriggers('ENABLE ALWAYS');
	}
}

/** Statements on the run's chain of four records, which stands as $1. */
const tampering = (sql: string) => afterTampering(() => lab.dba.query(`${sql} AND chain = '${run}'`));

it('a ledger nobody touched passes, values of every kind included', async () => {
	expect(await afterTampering(async () => undefined)).toEqual({ outcome: 'pass', faults: [] });
	const { rows } = await lab.dba.query('SELECT count(*)::int AS n FROM cutter_control.evidence');
	expect(await verifyLedger(lab.site)).toMatchObject({
		outcome: 'pass',
		chains: 2,
		records: rows[0].n,
		anchored: true,
	});
});

describe('a superuser’s edit is found at its place', () => {
	it.each([
		["SET actor = 'somebody else' WHERE seq = 3", ['run 3 edited']],
		["SET kind = 'run.resolved' WHERE seq = 3", ['run 3 edited']],
		["SET recorded_at = recorded_at + interval '1 millisecond' WHERE seq = 3", ['run 3 edited']],
		["SET body = jsonb_set(body, '{n,3,a}', '3') WHERE seq = 3", ['run 3 edited']],
		['SET body = body || \'{"more": null}\' WHERE seq = 3', ['run 3 edited']],
		["SET prev = repeat('a', 64) WHERE seq = 3", ['run 3 reordered', 'run 3 edited']],
		["SET hash = repeat('a', 64) WHERE seq = 3", ['run 3 edited', 'run 4 reordered']],
		["SET hash = repeat('a', 64) WHERE seq = 4", ['run 4 edited', 'run 4 edited']],
		['SET seq = seq + 10 WHERE seq = 4', ['run 4 missing']],
		["SET kind = 'no such kind' WHERE seq = 3", ['run 0 unreadable']],
	])('UPDATE %s', async (sql, faults) => {
		expect(await tampering(`UPDATE cutter_control.evidence ${sql}`)).toEqual({ outcome: 'fail', faults });
	});

	it('a change of how the body is written is no edit', async () => {
		expect(await tampering(`UPDATE cutter_control.evidence SET body = body::text::jsonb WHERE true`)).toEqual({
			outcome: 'pass',
			faults: [],
		});
	});

	it('an edit of the installation’s chain as of any other', async () => {
		const edit = "UPDATE cutter_control.evidence SET actor = 'somebody else' WHERE seq = 1 AND chain = 'installation'";
		expect(await afterTampering(() => lab.dba.query(edit))).toEqual({
			outcome: 'fail',
			faults: ['installation 1 edited'],
		});
	});
});

describe('what a superuser took away is found', () => {
	it.each([
		['the first record', 'seq = 1', ['run 1 missing']],
		['a record in the middle', 'seq = 2', ['run 2 missing']],
		['the last record, up to which the ledger is anchored', 'seq = 4', ['run 4 truncated']],
		['all records but one', 'seq > 1', ['run 4 truncated']],
		['the whole chain', 'true', ['run 4 truncated']],
	])('%s', async (_what, which, faults) => {
		expect(await tampering(`DELETE FROM cutter_control.evidence WHERE ${which}`)).toEqual({ outcome: 'fail', faults });
	});

	it('the whole ledger', async () => {
		const { rows } = await lab.dba.query("SELECT max(seq)::int AS last FROM public.kept WHERE chain = 'installation'");
		const { outcome, faults } = await afterTampering(() => lab.dba.query('TRUNCATE cutter_control.evidence'));
		expect(outcome).toBe('fail');
		expect(faults.sort()).toEqual([`installation ${rows[0].last} truncated`, 'run 4 truncated']);
	});
});

describe('what was made anew throughout', () => {
	/** Deletes a record and numbers, links and hashes the rest as the bundle would. */
	async function forge(): Promise<void> {
		const left = (await lab.chain(run)).filter(({ seq }) => seq !== 2);
		await lab.dba.query('DELETE FROM cutter_control.evidence WHERE chain = $1', [run]);
		let prev = '';
		for (const [index, { hash: _, ...open }] of [...left, ...left.slice(-1)].entries()) {
			const forged: Omit<EvidenceRecord, 'hash'> = { ...open, seq: index + 1, prev };
			prev = hashEvidence(forged);
			await lab.dba.query('INSERT INTO cutter_control.evidence VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
				run,
				forged.seq,
				forged.kind,
				forged.recorded_at,
				forged.actor,
				JSON.stringify(forged.body),
				forged.prev,
				prev,
			]);
		}
	}

	it('is found by the anchor outside the database', async () => {
		expect(await afterTampering(forge)).toEqual({ outcome: 'fail', faults: ['run 4 edited'] });
	});

	it('is not found without an anchor, and the verification says that there was none', async () => {
		const heads = join(lab.site.artifactsDir, 'heads.json');
		await rename(heads, `${heads}.aside`);
		try {
			expect(await afterTampering(forge)).toEqual({ outcome: 'pass', faults: [] });
			expect(await verifyLedger(lab.site)).toMatchObject({ anchored: false });
		} finally {
			await rename(`${heads}.aside`, heads);
		}
	});
});

it('a record that continues its chain with a hash that is not its own is found', async () => {
	const insert = `INSERT INTO cutter_control.evidence
		SELECT chain, 5, 'run.resolved', now(), 'cutter_migrator', '{}', hash, repeat('a', 64) FROM public.kept WHERE seq = 4`;
	expect(await tampering(insert)).toEqual({ outcome: 'fail', faults: ['run 5 edited'] });
});

it('afterwards the ledger passes again', async () => {
	expect(await verifyLedger(lab.site)).toMatchObject({
		outcome: 'pass',
		protection: 'append_only',
		anchored: true,
		faults: [],
	});
});
