import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatherIdentity } from '../../../actions/facts/gather-identity.ts';
import { anchorAnew } from '../../../actions/ledger/anchor-anew.ts';
import { record } from '../../../actions/ledger/record.ts';
import { verifyLedger } from '../../../actions/ledger/verify-ledger.ts';
import type { EvidenceRecord, LedgerFault } from '../../../contract/evidence.ts';
import { anchorFile } from '../../../core/evidence/anchor.ts';
import { hashEvidence } from '../../../core/evidence/hash-evidence.ts';
import type { ChainHead } from '../../../core/evidence/ledger-row.ts';
import { identityCertain } from '../../../core/gate/gates/identity-certain.ts';
import { privateKeyFromPem } from '../../../core/signature/key/key-files.ts';
import { readKeptAnchor } from '../../../platform/artifacts/heads-file.ts';
import { appendEvidence } from '../../../platform/postgres/ledger/append-evidence.ts';
import { lockAnchor } from '../../../platform/postgres/ledger/lock-anchor.ts';
import { holdsHeads, readLedgerHeads } from '../../../platform/postgres/ledger/read-heads.ts';
import { withTransaction } from '../../../platform/postgres/transaction.ts';
import { withPooled } from '../../../platform/postgres/with-client.ts';
import { anchorText } from '../../core/evidence/anchor-text.ts';
import { keyOf } from '../../core/signature/samples.ts';
import { type Lab, openLab } from '../../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../../support/write-plan.ts';

let lab: Lab;
/** A run of four records, which stands as $run in the SQL below; $other is one of two. */
let run: string;
let other: string;
/** Records of the installation's chain. */
let installed: number;
let installation: string;
let keptArtifacts: string;

beforeAll(async () => {
	const second = { ...tinyPlan, id: 'tiny-2' };
	lab = await openLab({
		plansDir: await writePlans([
			{ plan: tinyPlan, files: tinyFiles },
			{ plan: second, files: tinyFiles },
		]),
		subject: tinySubject,
	});
	run = await lab.open('tiny');
	other = await lab.open('tiny-2');
	for (const action of ['migrate', 'rehearse', 'verify']) await refuse(run, action);
	await refuse(other, 'verify');
	const { rows } = await lab.dba.query(
		`SELECT (SELECT id FROM cutter_control.installation) AS id,
			(SELECT max(seq)::int FROM cutter_control.evidence WHERE chain = 'installation') AS installed`,
	);
	[installed, installation] = [rows[0].installed, rows[0].id];
	await lab.dba.query(
		'CREATE TABLE public.kept AS TABLE cutter_control.evidence; CREATE TABLE public.kept_run AS TABLE cutter_control.run',
	);
	keptArtifacts = `${lab.site.artifactsDir}-kept`;
	await cp(lab.site.artifactsDir, keptArtifacts, { recursive: true });
});
afterAll(async () => {
	await lab?.close();
	if (keptArtifacts) await rm(keptArtifacts, { recursive: true, force: true });
});

const refuse = (chain: string, action: string) =>
	record(lab.site, {
		chain,
		kind: 'action.refused',
		actor: 'somebody',
		body: { action, n: [1e-7, 'Đ😀', null, { b: 1, a: 2 }], seconds: 0.1 },
	});
const readHeads = async () => (await readKeptAnchor(lab.site.artifactsDir))?.heads ?? null;
const inArtifacts = (name: string) => join(lab.site.artifactsDir, name);
const withNames = (sql: string) => sql.replaceAll('$run', `'${run}'`).replaceAll('$other', `'${other}'`);
const query = (sql: string) => lab.dba.query(withNames(sql));

const triggers = ['evidence_append_only', 'evidence_no_truncate', 'evidence_linked'];
const switchTriggers = (how: 'DISABLE' | 'ENABLE ALWAYS') =>
	lab.dba.query(
		`ALTER TABLE cutter_control.evidence ${triggers.map((name) => `${how} TRIGGER ${name}`).join(', ')};
		 ALTER TABLE cutter_control.run ${how} TRIGGER run_header_kept`,
	);

/** `run 3`, `run 3-5`: chains by the names that this file gives them. */
function short({ chain, seq, last, fault }: LedgerFault): string {
	const name = chain === run ? 'run' : chain === other ? 'other' : chain;
	return `${name} ${seq === last ? seq : `${seq}-${last}`} ${fault}`;
}

/** What a superuser does with the guards down, what the verification makes of it once they are up again, and everything as it was. */
async function afterTampering(tamper: () => Promise<unknown>, undo = '') {
	await switchTriggers('DISABLE');
	try {
		await tamper();
		await switchTriggers('ENABLE ALWAYS');
		const verified = await verifyLedger(lab.site);
		return { ...verified, short: verified.faults.map(short) };
	} finally {
		await switchTriggers('DISABLE');
		await query(
			`TRUNCATE cutter_control.evidence; ${undo};
			 INSERT INTO cutter_control.evidence (chain, seq, kind, recorded_at, actor, body, prev, hash)
				SELECT chain, seq, kind, recorded_at, actor, body, prev, hash FROM public.kept;
			 UPDATE cutter_control.run SET plan_digest = k.plan_digest, requester = k.requester, plan = k.plan FROM public.kept_run k WHERE k.id = run.id;
			 UPDATE cutter_control.installation SET label = 'lab'`,
		);
		await switchTriggers('ENABLE ALWAYS');
		await rm(lab.site.artifactsDir, { recursive: true });
		await cp(keptArtifacts, lab.site.artifactsDir, { recursive: true });
	}
}

it('a ledger nobody touched passes, values of every kind included', async () => {
	const { rows } = await lab.dba.query('SELECT count(*)::int AS n FROM cutter_control.evidence');
	expect(await afterTampering(async () => undefined)).toMatchObject({
		outcome: 'pass',
		faults: [],
		chains: 3,
		records: rows[0].n,
		protection: 'append_only',
		anchored: true,
		beyond_anchor: 0,
	});
});

const evidence = 'cutter_control.evidence';
const copyOf = (seq: number, of = '$run') => `SELECT * FROM public.kept WHERE chain = ${of} AND seq = ${seq}`;
const withoutKey = `ALTER TABLE ${evidence} DROP CONSTRAINT evidence_pkey`;
const withKey = `ALTER TABLE ${evidence} ADD PRIMARY KEY (chain, seq)`;
const noKey = 'cutter_control 0 unguarded';

describe('an edit is found at its place', () => {
	it.each<[string, string, string[], string?]>([
		['the actor', "SET actor = 'somebody else' WHERE seq = 3", ['run 3 edited']],
		['the kind', "SET kind = 'run.resolved' WHERE seq = 3", ['run 3 edited']],
		['the kind, to none that there is', "SET kind = 'no such kind' WHERE seq = 3", ['run 3 edited']],
		['the time', "SET recorded_at = recorded_at + interval '1 millisecond' WHERE seq = 3", ['run 3 edited']],
		[
			'the time, by more than two thousand years',
			"SET recorded_at = (to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') || ' UTC BC')::timestamptz WHERE seq = 3",
			['run 3 edited'],
		],
		['the time, to none', "SET recorded_at = 'infinity' WHERE seq = 3", ['run 3 unreadable']],
		['a value deep in the body', "SET body = jsonb_set(body, '{n,3,a}', '3') WHERE seq = 3", ['run 3 edited']],
		['a member of the body more', 'SET body = body || \'{"more": null}\' WHERE seq = 3', ['run 3 edited']],
		['a member of the body less', "SET body = body - 'n' WHERE seq = 3", ['run 3 edited']],
		['the body, to a text', 'SET body = \'"nothing"\' WHERE seq = 3', ['run 3 edited']],
		[
			'a digit that is lost on reading',
			"SET body = jsonb_set(body, '{seconds}', '0.1000000000000000000001') WHERE seq = 3",
			['run 3 unreadable'],
		],
		[
			'a number that is none in JavaScript',
			"SET body = jsonb_set(body, '{seconds}', '1e400') WHERE seq = 3",
			['run 3 unreadable'],
		],
		['the link', "SET prev = repeat('a', 64) WHERE seq = 3", ['run 3 edited']],
		['the hash', "SET hash = repeat('a', 64) WHERE seq = 3", ['run 3 edited']],
		['the hash of the last', "SET hash = repeat('a', 64) WHERE seq = 4", ['run 4 edited']],
		[
			'every record of a chain',
			"SET actor = 'somebody else' WHERE true",
			['run 1 edited', 'run 2 edited', 'run 3 edited', 'run 4 edited'],
		],
		['the number', 'SET seq = 14 WHERE seq = 3', ['run 14 reordered']],
		[
			'the number, beyond what JavaScript counts',
			`SET seq = ${2n ** 60n} WHERE seq = 4`,
			[`run 4-${2 ** 53 - 2} missing`, `run ${2 ** 53 - 1} unreadable`],
		],
	])('%s', async (_what, set, found) => {
		const tampered = await afterTampering(() => query(`UPDATE ${evidence} ${set} AND chain = $run`));
		expect(tampered.short).toEqual(found);
		expect(tampered.outcome).toBe('fail');
	});

	it.each<[string, string, string[], string]>([
		[
			'a time with microseconds, where an owner made room for them',
			`ALTER TABLE ${evidence} ALTER COLUMN recorded_at TYPE timestamptz(6); UPDATE ${evidence} SET recorded_at = recorded_at + interval '1 microsecond' WHERE chain = $run AND seq = 3`,
			['run 3 edited'],
			`ALTER TABLE ${evidence} ALTER COLUMN recorded_at TYPE timestamptz(3)`,
		],
		[
			'an actor that is nobody, where an owner allowed that',
			`ALTER TABLE ${evidence} ALTER COLUMN actor DROP NOT NULL; UPDATE ${evidence} SET actor = NULL WHERE chain = $run AND seq = 3`,
			['run 3 unreadable'],
			`ALTER TABLE ${evidence} ALTER COLUMN actor SET NOT NULL`,
		],
		[
			'the installation’s chain',
			`UPDATE ${evidence} SET actor = 'somebody else' WHERE chain = 'installation' AND seq = 2`,
			['installation 2 edited'],
			'',
		],
	])('%s', async (_what, sql, found, undo) => {
		expect((await afterTampering(() => query(sql), undo)).short).toEqual(found);
	});

	it('and shown field by field, from the copy outside the database', async () => {
		const { faults } = await afterTampering(() =>
			query(
				`UPDATE ${evidence} SET body = jsonb_set(body, '{n,3,a}', '3'), actor = 'x' WHERE chain = $run AND seq = 3`,
			),
		);
		expect(faults).toEqual([
			{
				chain: run,
				seq: 3,
				last: 3,
				fault: 'edited',
				message: 'record 3 (action.refused) is not what was hashed',
				expected: 'actor "somebody", body.n[3].a 2',
				found: 'actor "x", body.n[3].a 3',
				remedy: expect.stringContaining('Keep database and artefacts folder as they are'),
			},
		]);
	});

	it('but a change of how the body is written is no edit', async () => {
		const rewrite = `UPDATE ${evidence} SET body = jsonb_set(body, '{seconds}', '0.1000') WHERE body ? 'seconds'`;
		expect((await afterTampering(() => query(rewrite))).short).toEqual([]);
	});
});

describe('what was taken away is found', () => {
	it.each<[string, string, string[]]>([
		['the first record', 'chain = $run AND seq = 1', ['run 1 missing']],
		['a record in the middle', 'chain = $run AND seq = 2', ['run 2 missing']],
		['two records in the middle', 'chain = $run AND seq IN (2, 3)', ['run 2-3 missing']],
		['the last record, up to which the ledger is anchored', 'chain = $run AND seq = 4', ['run 4 truncated']],
		['all records but one', 'chain = $run AND seq > 1', ['run 2-4 truncated']],
		['a whole chain', 'chain = $run', ['run 1-4 removed']],
		[
			'the whole installation chain, and with it what the ledger knows of the keys',
			"chain = 'installation'",
			['keyring.json 0 keyring_differs', 'installation 1-7 removed'],
		],
	])('%s', async (_what, which, found) => {
		const { short: reported, outcome } = await afterTampering(() => query(`DELETE FROM ${evidence} WHERE ${which}`));
		expect(reported).toEqual(found);
		expect(outcome).toBe('fail');
	});

	it('a whole chain, together with the row of its run', async () => {
		const tampered = await afterTampering(
			() => query(`DELETE FROM ${evidence} WHERE chain = $run; DELETE FROM cutter_control.run WHERE id = $run`),
			'INSERT INTO cutter_control.run SELECT * FROM public.kept_run ON CONFLICT DO NOTHING',
		);
		expect(tampered.short).toEqual(['run 1-4 removed']);
		expect(tampered.faults[0]?.remedy).toContain(
			`Copies of records 1 to 4 are kept in the artefacts folder, under ledger/${run}.`,
		);
	});

	it('the whole ledger', async () => {
		const { short: reported } = await afterTampering(() => query(`TRUNCATE ${evidence}`));
		expect(reported.sort()).toEqual([
			`installation 1-${installed} removed`,
			'keyring.json 0 keyring_differs',
			'other 1-2 removed',
			'run 1-4 removed',
		]);
	});

	it('the rest renumbered', async () => {
		const sql = `DELETE FROM ${evidence} WHERE chain = $run AND seq = 2; UPDATE ${evidence} SET seq = seq - 1 WHERE chain = $run AND seq > 2`;
		expect((await afterTampering(() => query(sql))).short).toEqual(['run 2 missing', 'run 2-3 reordered']);
	});
});

describe('what was put in, doubled or moved is found', () => {
	const swap = `UPDATE ${evidence} SET seq = 12 WHERE chain = $run AND seq = 2; UPDATE ${evidence} SET seq = 2 WHERE chain = $run AND seq = 3; UPDATE ${evidence} SET seq = 3 WHERE chain = $run AND seq = 12`;
	it.each<[string, string, string[], string]>([
		['a record twice', `${withoutKey}; INSERT INTO ${evidence} ${copyOf(2)}`, [noKey, 'run 2 duplicated'], withKey],
		[
			'a record once more under another number',
			`INSERT INTO ${evidence} SELECT chain, 9, kind, recorded_at, actor, body, prev, hash FROM public.kept WHERE chain = $run AND seq = 2`,
			['run 9 duplicated'],
			'',
		],
		[
			'a record of another chain at the end',
			`UPDATE ${evidence} SET chain = $run, seq = 5 WHERE chain = $other AND seq = 2`,
			['run 5 moved', 'other 2 truncated'],
			'',
		],
		[
			'a record of another chain in the place of its own',
			`DELETE FROM ${evidence} WHERE chain = $run AND seq = 2; UPDATE ${evidence} SET chain = $run WHERE chain = $other AND seq = 2`,
			['run 2 moved', 'other 2 truncated'],
			'',
		],
		[
			'all records of another chain',
			`UPDATE ${evidence} SET chain = $run, seq = seq + 4 WHERE chain = $other`,
			['run 5 moved', 'run 6 moved', 'other 1-2 removed'],
			'',
		],
		[
			'a chain under another name',
			`UPDATE ${evidence} SET chain = 'another' WHERE chain = $other`,
			['another 1 moved', 'another 2 moved', 'another 1-2 stray', 'other 1-2 removed'],
			'',
		],
		['two records in each other’s place', swap, ['run 2 reordered', 'run 3 reordered'], ''],
		[
			'a record whose hash is not its own',
			`INSERT INTO ${evidence} SELECT chain, 5, 'run.resolved', now(), 'cutter_migrator', '{}', hash, repeat('a', 64) FROM public.kept WHERE chain = $run AND seq = 4`,
			['run 5 edited'],
			'',
		],
		[
			'rows of an heir of the table',
			`CREATE TABLE public.heir () INHERITS (${evidence}); INSERT INTO public.heir ${copyOf(2)}`,
			[noKey, 'run 2 duplicated'],
			'DROP TABLE public.heir',
		],
	])('%s', async (_what, sql, found, undo) => {
		const tampered = await afterTampering(() => query(sql), undo);
		expect(tampered.short.toSorted()).toEqual(found.toSorted());
		expect(tampered.outcome).toBe('fail');
	});

	const seal = ({ hash: _, ...open }: EvidenceRecord, change: Partial<EvidenceRecord>): EvidenceRecord => {
		const next = { ...open, ...change };
		return { ...next, hash: hashEvidence(next) };
	};
	const insert = (row: EvidenceRecord) =>
		lab.dba.query(`INSERT INTO ${evidence} VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, [
			row.chain,
			row.seq,
			row.kind,
			row.recorded_at,
			row.actor,
			JSON.stringify(row.body),
			row.prev,
			row.hash,
		]);
	const forgery = { kind: 'waiver.recorded', body: { reason: 'none' } } as const;

	it('a forged record with a hash of its own, the rest renumbered', async () => {
		const tampered = await afterTampering(async () => {
			const [, two, three] = await lab.chain(run);
			if (!two || !three) throw new Error('the chain is short');
			await query(
				`UPDATE ${evidence} SET seq = seq + 11 WHERE chain = $run AND seq > 2; UPDATE ${evidence} SET seq = seq - 10 WHERE chain = $run AND seq > 10`,
			);
			await insert(seal(three, { ...forgery, prev: two.hash }));
		});
		expect(tampered.short).toEqual(['run 3 inserted', 'run 4-5 reordered']);
	});

	it('a forged record with a hash of its own, in the place of another', async () => {
		const tampered = await afterTampering(async () => {
			const [, , three] = await lab.chain(run);
			if (!three) throw new Error('the chain is short');
			await query(`DELETE FROM ${evidence} WHERE chain = $run AND seq = 3`);
			await insert(seal(three, forgery));
		});
		expect(tampered.short).toEqual(['run 3 rewritten']);
		expect(tampered.faults[0]?.found).toContain('kind "waiver.recorded"');
	});

	/** Edits record 2, deletes none, and links and hashes the rest as the bundle would. */
	async function makeAnew(of: string): Promise<void> {
		const rows = await lab.chain(of);
		await lab.dba.query(`DELETE FROM ${evidence} WHERE chain = $1`, [of]);
		let prev = '';
		for (const row of rows) {
			const next = seal(row, { prev, ...(row.seq === 2 && { actor: 'somebody else' }) });
			await insert(next);
			prev = next.hash;
		}
	}

	it('a chain made anew from its second record on: the anchor shows it, and the copies from where', async () => {
		const { faults, short: reported } = await afterTampering(() => makeAnew(run));
		expect(reported).toEqual(['run 2-4 rewritten']);
		expect(faults[0]).toMatchObject({
			message: 'records 2 to 4 were made anew, hashes and all: the anchor and the copies kept outside show it',
			expected: expect.stringMatching(/^actor "somebody"/),
			found: expect.stringMatching(/^actor "somebody else"/),
		});
	});

	it('without the copies, the anchor alone says that it was at the latest with the anchored record', async () => {
		const { faults, short: reported } = await afterTampering(async () => {
			await makeAnew(run);
			await rm(inArtifacts('ledger'), { recursive: true });
		});
		expect(reported).toEqual(['run 4 rewritten']);
		expect(faults[0]?.message).toContain('at the latest from this one; only the anchor shows it');
	});

	it('the installation’s chain made anew', async () => {
		expect((await afterTampering(() => makeAnew('installation'))).short).toEqual([
			`installation 2-${installed} rewritten`,
		]);
	});

	it('not without anchor and copies: then the chain is consistent, and the verification cannot decide', async () => {
		const tampered = await afterTampering(async () => {
			await makeAnew(run);
			await rm(inArtifacts('ledger'), { recursive: true });
			await rm(inArtifacts(anchorFile));
		});
		expect(tampered).toMatchObject({ outcome: 'error', anchored: false, short: ['heads.json 0 anchor_missing'] });
	});
});

describe('what stands beside the ledger is compared with it', () => {
	it.each<[string, string, string[]]>([
		[
			'the plan’s digest in the row of a run',
			"UPDATE cutter_control.run SET plan_digest = repeat('a', 64) WHERE id = $run",
			['run 1 header'],
		],
		[
			'the requester in the row of a run',
			'UPDATE cutter_control.run SET requester = gen_random_uuid() WHERE id = $run',
			['run 1 header'],
		],
		[
			'the label of the installation',
			"UPDATE cutter_control.installation SET label = 'somewhere else'",
			['installation 1 header'],
		],
	])('%s', async (_what, sql, found) => {
		expect((await afterTampering(() => query(sql))).short).toEqual(found);
	});
});

describe('a guard that is down is reported, although nothing came of it yet', () => {
	it.each<[string, string, string, string]>([
		[
			'a trigger disabled',
			`ALTER TABLE ${evidence} DISABLE TRIGGER evidence_linked`,
			`ALTER TABLE ${evidence} ENABLE ALWAYS TRIGGER evidence_linked`,
			'the trigger evidence_linked is not enabled always',
		],
		[
			'a trigger that sleeps in a replica',
			`ALTER TABLE ${evidence} ENABLE TRIGGER evidence_append_only`,
			`ALTER TABLE ${evidence} ENABLE ALWAYS TRIGGER evidence_append_only`,
			'the trigger evidence_append_only is not enabled always',
		],
		[
			'a trigger dropped',
			`DROP TRIGGER evidence_no_truncate ON ${evidence}`,
			`CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON ${evidence} FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.refuse_change(); ALTER TABLE ${evidence} ENABLE ALWAYS TRIGGER evidence_no_truncate`,
			'the trigger evidence_no_truncate is gone',
		],
		[
			'a trigger more',
			`CREATE TRIGGER a BEFORE INSERT ON ${evidence} FOR EACH ROW EXECUTE FUNCTION public.bump()`,
			`DROP TRIGGER a ON ${evidence}`,
			'the trigger a is not the bundle’s',
		],
		[
			'a rule',
			`CREATE RULE mine AS ON INSERT TO ${evidence} DO ALSO NOTIFY x`,
			`DROP RULE mine ON ${evidence}`,
			'the table of evidence has a rule: mine',
		],
		[
			'row security',
			`ALTER TABLE ${evidence} ENABLE ROW LEVEL SECURITY; CREATE POLICY all_of_it ON ${evidence} USING (true)`,
			`DROP POLICY all_of_it ON ${evidence}; ALTER TABLE ${evidence} DISABLE ROW LEVEL SECURITY`,
			'the table of evidence has row security',
		],
		[
			'a right given away',
			`GRANT DELETE ON ${evidence} TO directus`,
			`REVOKE DELETE ON ${evidence} FROM directus`,
			'more than reading and adding is granted: directus: DELETE',
		],
		[
			'a right given to all',
			`GRANT TRUNCATE ON ${evidence} TO PUBLIC`,
			`REVOKE TRUNCATE ON ${evidence} FROM PUBLIC`,
			'more than reading and adding is granted: PUBLIC: TRUNCATE',
		],
	])('%s', async (_what, sql, undo, message) => {
		await lab.dba.query(sql);
		const verified = await verifyLedger(lab.site);
		await lab.dba.query(undo);
		expect(verified.faults.map((fault) => fault.message)).toEqual([`the ledger is not guarded as it was: ${message}`]);
		expect(verified).toMatchObject({ outcome: 'fail', protection: 'tamper_evident' });
	});

	it('a function replaced', async () => {
		const { rows } = await lab.dba.query(
			"SELECT pg_get_functiondef('cutter_control.refuse_change'::regproc) AS definition",
		);
		await lab.dba.query(
			'CREATE OR REPLACE FUNCTION cutter_control.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$',
		);
		const { faults } = await verifyLedger(lab.site);
		await lab.dba.query(rows[0].definition);
		expect(faults).toMatchObject([
			{
				fault: 'unguarded',
				message: expect.stringContaining('the function refuse_change is not what the bundle ships'),
			},
		]);
	});

	it.each([
		['may create roles', 'ALTER ROLE cutter_migrator CREATEROLE', 'ALTER ROLE cutter_migrator NOCREATEROLE'],
		[
			'is the owner’s member',
			'GRANT cutter_ledger_owner TO cutter_migrator',
			'REVOKE cutter_ledger_owner FROM cutter_migrator',
		],
		[
			'writes files on the server',
			'GRANT pg_write_server_files TO cutter_migrator',
			'REVOKE pg_write_server_files FROM cutter_migrator',
		],
		['is a superuser', 'ALTER ROLE cutter_migrator SUPERUSER', 'ALTER ROLE cutter_migrator NOSUPERUSER'],
	])('a migration role that %s is not kept from changing evidence', async (_what, sql, undo) => {
		await lab.dba.query(sql);
		const verified = await verifyLedger(lab.site);
		await lab.dba.query(undo);
		expect(verified).toMatchObject({ outcome: 'pass', protection: 'tamper_evident' });
	});

	it('row security that hides a record hides it from nobody', async () => {
		const sql = `ALTER TABLE ${evidence} ENABLE ROW LEVEL SECURITY; CREATE POLICY hide ON ${evidence} USING (NOT (chain = $run AND seq = 3))`;
		const undo = `DROP POLICY hide ON ${evidence}; ALTER TABLE ${evidence} DISABLE ROW LEVEL SECURITY`;
		expect((await afterTampering(() => query(sql), undo)).short).toEqual([noKey, 'run 3 missing']);
	});

	it('a ledger that cannot be read is not one without faults', async () => {
		const tampered = await afterTampering(
			() => query(`ALTER TABLE ${evidence} RENAME COLUMN kind TO sort`),
			`ALTER TABLE ${evidence} RENAME COLUMN sort TO kind`,
		);
		expect(tampered).toMatchObject({ outcome: 'error', short: ['cutter_control 0 unreadable'] });
	});
});

describe('the anchor itself', () => {
	const heads = async () => (await readHeads()) ?? [];
	const rewrite = async (change: (text: string) => string) =>
		writeFile(inArtifacts(anchorFile), change(await readFile(inArtifacts(anchorFile), 'utf8')));
	const end = `DELETE FROM ${evidence} WHERE chain = $run AND seq > 2`;
	/** By whoever can read the key files as well: what then is found is said by ledger and copies. */
	const signedText = async (of: string, what: readonly ChainHead[]) =>
		anchorText(of, what, {
			at: new Date().toISOString(),
			keys: [privateKeyFromPem(await readFile(inArtifacts('keys/executor.pem'), 'utf8'))],
		});
	const sealed = async (change: (head: { chain: string; seq: number; hash: string }) => object) =>
		writeFile(
			inArtifacts(anchorFile),
			await signedText(
				installation,
				(await heads()).map((head) => ({ ...head, ...change(head) })),
			),
		);
	const withoutCopies = () => rm(inArtifacts('ledger'), { recursive: true });
	const ofRun = (seq: number, hash: string) => (head: { chain: string }) => (head.chain === run ? { seq, hash } : {});
	const a = 'a'.repeat(64);

	it.each<[string, 'pass' | 'fail' | 'error', () => Promise<unknown>, string[]]>([
		['missing', 'error', () => rm(inArtifacts(anchorFile)), ['heads.json 0 anchor_missing']],
		[
			'unreadable',
			'error',
			async () => {
				await rm(inArtifacts(anchorFile));
				await mkdir(inArtifacts(anchorFile));
			},
			['heads.json 0 anchor_unreadable'],
		],
		['cut off', 'fail', () => rewrite((text) => text.slice(0, -20)), ['heads.json 0 anchor_altered']],
		[
			'with another number, by hand',
			'fail',
			() => rewrite((text) => text.replace('"seq": 4', '"seq": 3')),
			['heads.json 0 anchor_altered'],
		],
		[
			'with another hash, sealed again: the copies gainsay it',
			'fail',
			() => sealed(ofRun(4, a)),
			['run 4 anchor_altered'],
		],
		[
			'with another hash, sealed again, and no copies: one of the two is wrong',
			'fail',
			async () => {
				await sealed(ofRun(4, a));
				await withoutCopies();
			},
			['run 4 rewritten'],
		],
		[
			'of another installation',
			'fail',
			async () =>
				writeFile(inArtifacts(anchorFile), await signedText('3f0c1f5e-8f0e-4c7e-9a53-0f6b1b6c2d11', await heads())),
			['heads.json 0 anchor_altered'],
		],
		['newer than the ledger', 'fail', () => sealed(ofRun(7, a)), ['run 5-7 truncated']],
		[
			'with a chain that the ledger never had',
			'fail',
			async () =>
				writeFile(
					inArtifacts(anchorFile),
					await signedText(installation, [...(await heads()), { chain: 'run-9', seq: 2, hash: a }]),
				),
			['run-9 1-2 removed'],
		],
		[
			'of version 0.1, although there are keys since',
			'error',
			async () => writeFile(inArtifacts(anchorFile), JSON.stringify(await heads())),
			['heads.json 0 anchor_unsigned'],
		],
		[
			'missing, and the end cut off: the copies show it',
			'fail',
			async () => {
				await rm(inArtifacts(anchorFile));
				await query(end);
			},
			['heads.json 0 anchor_missing', 'run 3-4 truncated'],
		],
		[
			'altered, and the end cut off: the copies show it',
			'fail',
			async () => {
				await rewrite((text) => text.replace('"seq": 4', '"seq": 2'));
				await query(end);
			},
			['heads.json 0 anchor_altered', 'run 3-4 truncated'],
		],
	])('%s: %s', async (_what, outcome, tamper, found) => {
		const tampered = await afterTampering(tamper);
		expect(tampered.short).toEqual(found);
		expect(tampered.outcome).toBe(outcome);
		for (const fault of tampered.faults)
			expect([fault.expected, fault.found, fault.remedy].every((part) => part.length > 0)).toBe(true);
	});

	describe('an older one put back', () => {
		const older = async () => {
			const two = (await lab.chain(run))[1];
			await sealed(ofRun(2, two?.hash ?? ''));
		};

		it('is one that the ledger is ahead of; the copies still reach further', async () => {
			expect(await afterTampering(older)).toMatchObject({ outcome: 'pass', beyond_anchor: 0 });
		});

		it('does not cover an end cut off, for the copies show it', async () => {
			const tampered = await afterTampering(async () => {
				await older();
				await query(end);
			});
			expect(tampered.short).toEqual(['run 3-4 truncated']);
		});

		it('without copies says how many records it does not cover', async () => {
			const tampered = await afterTampering(async () => {
				await older();
				await withoutCopies();
			});
			expect(tampered).toMatchObject({ outcome: 'pass', beyond_anchor: 2 });
		});

		it('the stated limit: what was cut off beyond it, copies and all, is not seen', async () => {
			const tampered = await afterTampering(async () => {
				await older();
				await withoutCopies();
				await query(end);
			});
			expect(tampered).toMatchObject({ outcome: 'pass', faults: [], beyond_anchor: 0 });
		});
	});

	it('the stated limit: evidence that was not anchored yet can be cut off unseen', async () => {
		const tampered = await afterTampering(async () => {
			await withPooled(lab.site.pool, (session) =>
				withTransaction(session, () =>
					appendEvidence(session, { chain: run, kind: 'run.resolved', actor: 'x', body: {} }),
				),
			);
			expect(await verifyLedger(lab.site)).toMatchObject({ beyond_anchor: 1 });
			await query(`DELETE FROM ${evidence} WHERE chain = $run AND seq = 5`);
		});
		expect(tampered).toMatchObject({ outcome: 'pass', faults: [] });
	});

	it('a missing one is not made anew by the next record', async () => {
		await afterTampering(async () => {
			await rm(inArtifacts(anchorFile));
			await refuse(run, 'verify');
			expect(await readHeads()).toBeNull();
		});
	});

	it('does not follow a database that was restored from a backup, whatever is recorded then', async () => {
		const before = await heads();
		const tampered = await afterTampering(async () => {
			await query(`${end}; DELETE FROM ${evidence} WHERE chain = 'installation' AND seq = ${installed}`);
			await switchTriggers('ENABLE ALWAYS');
			for (const action of ['migrate', 'verify', 'rehearse']) await refuse(run, action);
			await refuse(other, 'migrate');
			const now = await heads();
			expect(now.filter(({ chain }) => chain !== other)).toEqual(before.filter(({ chain }) => chain !== other));
			expect(now.find(({ chain }) => chain === other)?.seq).toBe(3);
			expect(await withPooled(lab.site.pool, (session) => holdsHeads(session, now))).toBe(false);
		});
		expect(tampered.short.toSorted()).toEqual([`installation ${installed} truncated`, 'run 3-4 rewritten']);
	});

	describe('is made anew on the server alone, with a reason on record', () => {
		const order = { reason: 'the folder was lost', actor: 'command line' };

		it('where it is missing', async () => {
			await afterTampering(async () => {
				await rm(inArtifacts(anchorFile));
				await switchTriggers('ENABLE ALWAYS');
				expect(await anchorAnew(lab.site, order)).toBe(`installation/${installed + 1}`);
				expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass', anchored: true });
				expect((await lab.chain('installation')).at(-1)).toMatchObject({
					kind: 'ledger.anchored',
					actor: 'command line',
					body: { reason: 'the folder was lost', anchor: 'missing', heads: expect.any(Array) },
				});
				expect(await withPooled(lab.site.pool, readLedgerHeads)).toEqual(await heads());
			});
		});

		it.each<[string, () => Promise<unknown>, object, string]>([
			['it is there', async () => undefined, order, 'WRONG_STATE'],
			[
				'it cannot be read',
				async () => {
					await rm(inArtifacts(anchorFile));
					await mkdir(inArtifacts(anchorFile));
				},
				order,
				'WRONG_STATE',
			],
			[
				'the ledger has other faults',
				async () => {
					await rm(inArtifacts(anchorFile));
					await query(end);
				},
				order,
				'WRONG_STATE',
			],
			['there is no reason', () => rm(inArtifacts(anchorFile)), { ...order, reason: ' ' }, 'INVALID_INPUT'],
		])('not where %s', async (_what, tamper, given, code) => {
			await afterTampering(async () => {
				await tamper();
				await switchTriggers('ENABLE ALWAYS');
				await expect(anchorAnew(lab.site, given as typeof order)).rejects.toMatchObject({ code });
			});
		});
	});
});

describe('who vouches for the anchor', () => {
	const cutOff = `DELETE FROM ${evidence} WHERE chain = $run AND seq > 2`;
	const shorter = async () => {
		const two = (await lab.chain(run))[1];
		const now = (await readHeads()) ?? [];
		return now.map((head) => (head.chain === run ? { ...head, seq: 2, hash: two?.hash ?? '' } : head));
	};
	/** Ledger, anchor and copies cut to fit: all that whoever can write both, and read no key, can do. */
	const cutAll = async (anchorIt: (heads: readonly ChainHead[]) => string) => {
		await writeFile(inArtifacts(anchorFile), anchorIt(await shorter()));
		await rm(inArtifacts('ledger'), { recursive: true });
		await query(cutOff);
	};
	const text = () => readFile(inArtifacts(anchorFile), 'utf8');
	const strip = async () => writeFile(inArtifacts(anchorFile), anchorText(installation, (await readHeads()) ?? []));
	const foreign = { at: new Date().toISOString(), keys: [keyOf('stranger')] };

	it('is said, and both keys do where both are at hand', async () => {
		const { signed_by } = await verifyLedger(lab.site);
		expect(signed_by).toHaveLength(2);
	});

	it.each<[string, 'fail' | 'error', (heads: readonly ChainHead[]) => string, string]>([
		['signed by nobody', 'error', (heads) => anchorText(installation, heads), 'anchor_unsigned'],
		['in the format before signatures', 'error', (heads) => JSON.stringify(heads), 'anchor_unsigned'],
		[
			'signed by a key that nobody enrolled',
			'fail',
			(heads) => anchorText(installation, heads, foreign),
			'anchor_signature_invalid',
		],
	])('a ledger cut short with anchor and copies cut to fit, %s: %s', async (_what, outcome, anchorIt, fault) => {
		const tampered = await afterTampering(async () => {
			await cutAll(anchorIt);
			const gate = identityCertain({
				identity: await withPooled(lab.site.pool, (session) => gatherIdentity(lab.site, session)),
			});
			expect(gate).toMatchObject({ outcome });
		});
		expect(tampered).toMatchObject({ outcome, short: [`heads.json 0 ${fault}`], signed_by: [] });
	});

	it('with the signatures of the heads before: they fit nothing', async () => {
		const tampered = await afterTampering(async () => {
			const { signatures } = JSON.parse(await text());
			await cutAll((heads) => JSON.stringify({ ...JSON.parse(anchorText(installation, heads)), signatures }));
		});
		expect(tampered).toMatchObject({ outcome: 'fail', short: ['heads.json 0 anchor_signature_invalid'] });
	});

	it('the stated limit: heads that were signed once, put back with a ledger and copies cut to fit them', async () => {
		const tampered = await afterTampering(async () => {
			const old = await text();
			await switchTriggers('ENABLE ALWAYS');
			await refuse(run, 'verify');
			expect(await text()).not.toBe(old);
			await switchTriggers('DISABLE');
			await query(`DELETE FROM ${evidence} WHERE chain = $run AND seq > 4`);
			await writeFile(inArtifacts(anchorFile), old);
			await rm(inArtifacts(`ledger/${run}/0000000005.json`));
		});
		expect(tampered).toMatchObject({ outcome: 'pass', faults: [] });
	});

	it('is not mended by the next record: what nobody signed goes on without a signature', async () => {
		await afterTampering(async () => {
			await strip();
			await switchTriggers('ENABLE ALWAYS');
			await refuse(run, 'verify');
			expect((await readHeads())?.find(({ chain }) => chain === run)?.seq).toBe(5);
			expect((await verifyLedger(lab.site)).faults.map(short)).toEqual(['heads.json 0 anchor_unsigned']);
		});
	});

	it('is not mended by the next record: what somebody else signed stays as it is', async () => {
		await afterTampering(async () => {
			const forged = anchorText(installation, (await readHeads()) ?? [], foreign);
			await writeFile(inArtifacts(anchorFile), forged);
			await switchTriggers('ENABLE ALWAYS');
			await refuse(run, 'verify');
			expect(await text()).toBe(forged);
		});
	});

	it.each(['signed by nobody', 'signed by somebody else'])('%s, is made anew on record', async (what) => {
		await afterTampering(async () => {
			const heads = (await readHeads()) ?? [];
			await writeFile(
				inArtifacts(anchorFile),
				anchorText(installation, heads, what === 'signed by nobody' ? {} : foreign),
			);
			await switchTriggers('ENABLE ALWAYS');
			await anchorAnew(lab.site, { reason: 'an older version', actor: 'command line' });
			expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass', signed_by: { length: 2 } });
			expect((await lab.chain('installation')).at(-1)?.body).toMatchObject({ anchor: 'unsigned' });
		});
	});

	describe('a process without a key', () => {
		const keyless = () =>
			lab.withEnv({ SIGNING_KEY_FILE: inArtifacts('none.pem'), VERIFIER_KEY_FILE: inArtifacts('none.pem') });
		const another = () =>
			record(keyless(), { chain: run, kind: 'action.refused', actor: 'somebody', body: { action: 'verify' } });

		it('leaves a signed anchor as it is; whoever holds one catches up', async () => {
			await afterTampering(async () => {
				await switchTriggers('ENABLE ALWAYS');
				const before = await text();
				await another();
				expect(await text()).toBe(before);
				expect(await verifyLedger(keyless())).toMatchObject({ outcome: 'pass', beyond_anchor: 1 });
				await refuse(other, 'verify');
				expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass', beyond_anchor: 0 });
			});
		});

		it('does not make an anchor anew', async () => {
			await afterTampering(async () => {
				await rm(inArtifacts(anchorFile));
				await switchTriggers('ENABLE ALWAYS');
				const order = { reason: 'lost', actor: 'command line' };
				await expect(anchorAnew(keyless(), order)).rejects.toMatchObject({ code: 'SETUP_NEEDED' });
			});
		});

		it('that holds one of the two is enough', async () => {
			await afterTampering(async () => {
				await switchTriggers('ENABLE ALWAYS');
				const verifier = lab.withEnv({ SIGNING_KEY_FILE: inArtifacts('none.pem') });
				await record(verifier, { chain: run, kind: 'action.refused', actor: 'x', body: {} });
				expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass', signed_by: { length: 1 } });
			});
		});
	});

	it('cannot be told by a keyring that the ledger does not know', async () => {
		const tampered = await afterTampering(async () => {
			const keyring = await readFile(inArtifacts('keyring.json'), 'utf8');
			await writeFile(inArtifacts('keyring.json'), keyring.replace('"enrolled_by": "init"', '"enrolled_by": "me"'));
		});
		expect(tampered).toMatchObject({ outcome: 'error', short: ['keyring.json 0 keyring_differs'] });
	});
});

describe('processes that record at the same time', () => {
	const countWaiting = async () =>
		(await lab.dba.query("SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rows[0]
			.n;

	it('leave an anchor that covers what all of them recorded', async () => {
		await afterTampering(async () => {
			await switchTriggers('ENABLE ALWAYS');
			await Promise.all(Array.from({ length: 24 }, (_, n) => refuse(n % 2 ? run : other, 'verify')));
			expect(await withPooled(lab.site.pool, readLedgerHeads)).toEqual(await readHeads());
			expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass', beyond_anchor: 0 });
		});
	});

	it('move the anchor one after the other', async () => {
		await afterTampering(async () => {
			await switchTriggers('ENABLE ALWAYS');
			const before = await readHeads();
			const waiting = await withPooled(lab.site.pool, (session) =>
				withTransaction(session, async () => {
					await lockAnchor(session);
					const refusal = refuse(run, 'verify');
					await expect.poll(countWaiting).toBe(1);
					expect(await readHeads()).toEqual(before);
					return { refusal };
				}),
			);
			await waiting.refusal;
			expect(await readHeads()).not.toEqual(before);
		});
	});
});

it('afterwards the ledger passes again', async () => {
	expect(await verifyLedger(lab.site)).toMatchObject({
		outcome: 'pass',
		protection: 'append_only',
		anchored: true,
		faults: [],
	});
});
