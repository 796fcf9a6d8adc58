import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectBundle, exportBundle } from '../../actions/evidence-bundle/export-bundle.ts';
import { citedArtifacts } from '../../core/evidence-bundle/cited-artifacts.ts';
import { readTar } from '../../core/evidence-bundle/tar/read-tar.ts';
import { verifyBundle } from '../../core/evidence-bundle/verify-bundle.ts';
import { planDigest } from '../../core/plan/plan-digest.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

let lab: Lab;
let run: string;
let plansDir: string;
let folder: string;

/** In the subject's data: what only a dump holds. */
const canary = 'canary-7f3a-of-the-data';

beforeAll(async () => {
	plansDir = await writePlans([{ plan: tinyPlan, files: tinyFiles }]);
	folder = mkdtempSync(join(tmpdir(), 'cutter-bundle-'));
	lab = await openLab({ plansDir, subject: `${tinySubject}; UPDATE public.thing SET name = '${canary}' WHERE id = 1` });
	run = await lab.open('tiny');
	for (const action of ['preflight', 'snapshot', 'backup', 'rehearse'] as const) await lab.act(run, action);
	for (const person of ['d32', 'g4'] as const) await lab.sign(run, person);
	for (const action of ['migrate', 'verify'] as const) await lab.act(run, action);
	expect((await lab.position(run)).phase).toBe('completed');
});
afterAll(async () => {
	await lab?.close();
	rmSync(folder, { recursive: true, force: true });
});

const outcomes = (archive: Uint8Array) =>
	verifyBundle(archive)
		.checks.filter(({ outcome }) => outcome !== 'pass')
		.map(({ id, message }) => `${id}: ${message}`);
const namesIn = (archive: Uint8Array) => readTar(archive).map(({ name }) => name);

describe('the bundle of a completed run', () => {
	it('verifies in every part', async () => {
		const archive = await collectBundle(lab.site, run);
		expect(outcomes(archive)).toEqual([]);
		expect(verifyBundle(archive)).toMatchObject({ outcome: 'pass', run, plan: 'tiny', position: 'completed' });
	});

	it('is the same bytes each time', async () => {
		const [one, other] = [await collectBundle(lab.site, run), await collectBundle(lab.site, run)];
		expect(Buffer.from(one).equals(other)).toBe(true);
	});

	it('holds the plan to the byte, and every artefact that the evidence cites', async () => {
		const members = new Map(readTar(await collectBundle(lab.site, run)).map(({ name, bytes }) => [name, bytes]));
		const plan = [...members]
			.filter(([name]) => name.startsWith('plan/'))
			.map(([name, bytes]) => ({ path: name.slice(5), bytes }));
		expect(planDigest(plan)).toBe((await lab.chain(run))[0]?.body['plan_digest']);
		const cited = citedArtifacts(await lab.chain(run));
		expect(cited.length).toBeGreaterThanOrEqual(4);
		for (const digest of cited) expect(members.has(`artifacts/${digest}.json`)).toBe(true);
	});

	it('holds no dump, no row of the data, no password and no hash of one', async () => {
		const archive = Buffer.from(await collectBundle(lab.site, run));
		const { rows } = await lab.dba.query('SELECT password FROM public.directus_users');
		const { rows: roles } = await lab.dba.query('SELECT rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL');
		const { ADMIN_DATABASE_URL = '', DATABASE_URL = '' } = lab.site.env;
		const secrets = [
			canary,
			'PGDMP',
			lab.cluster.password,
			lab.site.target.password,
			ADMIN_DATABASE_URL,
			DATABASE_URL,
			...rows.map(({ password }) => password),
			...roles.map(({ rolpassword }) => rolpassword),
		];
		expect(secrets.every((secret) => typeof secret === 'string' && secret.length > 4)).toBe(true);
		expect(secrets.filter((secret) => archive.includes(secret))).toEqual([]);
		expect(namesIn(archive).filter((name) => /dump|backups/.test(name))).toEqual([]);
		// The search itself finds what is there.
		expect(archive.includes(run)).toBe(true);
	});

	it('is written for its owner alone, and over nothing', async () => {
		const output = join(folder, 'one.tar');
		const exported = await exportBundle(lab.site, { run, output });
		expect(exported).toMatchObject({ outcome: 'pass', file: output, size_bytes: statSync(output).size });
		expect(statSync(output).mode & 0o777).toBe(0o600);
		await expect(exportBundle(lab.site, { run, output })).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			message: expect.stringContaining('a file lies there already'),
		});
		await expect(exportBundle(lab.site, { run, output: join(folder, 'no', 'such.tar') })).rejects.toMatchObject({
			code: 'INVALID_INPUT',
		});
	});

	it('is checked by tar(1) and sha256sum(1) alone, too', () => {
		const unpacked = join(folder, 'unpacked');
		const script = 'mkdir "$1" && tar -C "$1" -xf "$2" && cd "$1" && sha256sum --strict -c SHA256SUMS';
		const { status, stdout } = spawnSync('sh', ['-c', script, 'sh', unpacked, join(folder, 'one.tar')], {
			encoding: 'utf8',
		});
		expect([status, stdout.match(/: OK$/gm)?.length]).toEqual([
			0,
			namesIn(readFileSync(join(folder, 'one.tar'))).length - 1,
		]);
	});

	it.each([
		['a run that there is not', '3f0c1f5e-8f0e-4c7e-9a53-0f6b1b6c2d11', 'NOT_FOUND'],
		['what is no run', '../etc', 'INVALID_INPUT'],
	])('is refused of %s', async (_what, other, code) => {
		await expect(exportBundle(lab.site, { run: other, output: join(folder, 'x.tar') })).rejects.toMatchObject({ code });
	});
});

describe('the stand-alone verifier', () => {
	/** With nothing of this machine but Node: no database, no environment. */
	const verify = (...args: string[]) =>
		spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/verify-bundle/main.ts', ...args], {
			encoding: 'utf8',
			env: {},
		});
	const tar = () => join(folder, 'one.tar');

	it('verifies the written bundle, and says what it cannot know', () => {
		const { status, stdout, stderr } = verify(tar());
		expect([status, stderr]).toEqual([0, '']);
		expect(stdout).toContain(`Run ${run} of tiny: completed`);
		expect(stdout).toMatch(/What a bundle cannot show:\n- Whether what was recorded was true/);
		expect(stdout).toMatch(/The bundle verifies\.\n$/);
	});

	it('as JSON, against heads kept elsewhere', () => {
		const { status, stdout } = verify('--json', '--heads', join(lab.site.artifactsDir, 'heads.json'), tar());
		expect(status).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({ outcome: 'pass', run });
	});

	it('shows that a key of a keyring kept elsewhere signed the heads', () => {
		const { status, stdout } = verify('--keyring', join(lab.site.artifactsDir, 'keyring.json'), tar());
		expect(status).toBe(0);
		expect(stdout).toMatch(/signed by [0-9a-f]{16}….*, of the keyring that was given/);
	});

	it('fails a bundle with a bit flipped anywhere', () => {
		const bytes = readFileSync(tar());
		const flipped = join(folder, 'flipped.tar');
		const places = Array.from({ length: 8 }, (_, n) => Math.floor((bytes.length * (n + 0.37)) / 8));
		for (const at of places) {
			const copy = Buffer.from(bytes);
			copy[at] = (copy[at] ?? 0) ^ 4;
			writeFileSync(flipped, copy);
			expect([1, 2]).toContain(verify(flipped).status);
		}
	});

	it.each<[string, () => string[], number, RegExp]>([
		['no argument', () => [], 2, /^Usage: /],
		['two bundles', () => [tar(), tar()], 2, /^Usage: /],
		['an option that it does not know', () => ['--what', tar()], 2, /^Usage: /],
		['heads without a file', () => [tar(), '--heads'], 2, /^Usage: /],
		['a keyring without a file', () => [tar(), '--keyring'], 2, /^Usage: /],
		['a file that is not there', () => [join(folder, 'none.tar')], 2, /^Not verified: ENOENT/],
		['a folder', () => [folder], 2, /^Not verified: EISDIR/],
		['a file that is no bundle', () => ['package.json'], 2, /^Not verified: .*no tar archive/],
		['heads that are not there', () => [tar(), '--heads', join(folder, 'none')], 2, /^Not verified: ENOENT/],
	])('says of %s what it needs', (_what, args, code, message) => {
		const { status, stderr } = verify(...args());
		expect([status, stderr]).toEqual([code, expect.stringMatching(message)]);
	});

	it('exits with 1 where something is wrong, and 2 where something is missing', () => {
		const wrong = verify(tar(), '--heads', 'package.json');
		expect([wrong.status, wrong.stdout]).toEqual([1, expect.stringContaining('The bundle does not verify.')]);
	});
});

describe('what the site no longer has', () => {
	const inArtifacts = (name: string) => join(lab.site.artifactsDir, name);

	async function afterLosing(lose: () => void): Promise<Uint8Array> {
		const kept = mkdtempSync(join(tmpdir(), 'cutter-kept-'));
		cpSync(lab.site.artifactsDir, join(kept, 'a'), { recursive: true });
		cpSync(plansDir, join(kept, 'p'), { recursive: true });
		try {
			lose();
			return await collectBundle(lab.site, run);
		} finally {
			for (const [from, to] of [
				['a', lab.site.artifactsDir],
				['p', plansDir],
			] as const) {
				rmSync(to, { recursive: true, force: true });
				cpSync(join(kept, from), to, { recursive: true });
			}
			rmSync(kept, { recursive: true, force: true });
		}
	}

	it('a plan that was edited since is not passed off as the run’s', async () => {
		const archive = await afterLosing(() => writeFileSync(join(plansDir, 'tiny', 'note.md'), 'later\n'));
		expect(namesIn(archive).filter((name) => name.startsWith('plan/'))).toEqual([]);
		expect(verifyBundle(archive).outcome).toBe('error');
		expect(outcomes(archive)[0]).toContain('the installed plan tiny is not the one that the run was opened for');
	});

	it('a plan that is gone', async () => {
		const archive = await afterLosing(() => rmSync(join(plansDir, 'tiny'), { recursive: true }));
		expect(outcomes(archive)[0]).toContain('no plan tiny is installed, or it is refused');
		expect(verifyBundle(archive).outcome).toBe('error');
	});

	it('a lost artefact, an altered one, and the anchor', async () => {
		const [lost = '', altered = ''] = citedArtifacts(await lab.chain(run));
		const archive = await afterLosing(() => {
			rmSync(inArtifacts(`objects/${lost}.json`));
			appendFileSync(inArtifacts(`objects/${altered}.json`), ' ');
			rmSync(inArtifacts('heads.json'));
		});
		expect(outcomes(archive)[0]).toBe(
			[
				`members: anchor/heads.json is not in the bundle: it is not in the artefacts folder`,
				...[
					[lost, 'it is not in the artefacts folder'],
					[altered, 'it was altered: it is not what its digest says'],
				]
					.toSorted()
					.map(([digest, reason]) => `artifacts/${digest}.json is not in the bundle: ${reason}`),
			].join('; '),
		);
		expect(verifyBundle(archive).outcome).toBe('error');
	});

	it('the keyring is said to be missing where there should be one', async () => {
		const archive = await afterLosing(() => rmSync(inArtifacts('keyring.json')));
		expect(verifyBundle(archive).checks[1]).toMatchObject({ outcome: 'error', message: 'the bundle holds no keyring' });
	});
});

describe('a ledger that was tampered with', () => {
	const triggers = (how: string) =>
		lab.dba.query(`ALTER TABLE cutter_control.evidence ${how} TRIGGER evidence_append_only`);

	async function afterTampering(sql: string, undo: string): Promise<Uint8Array> {
		await triggers('DISABLE');
		await lab.dba.query(sql);
		try {
			return await collectBundle(lab.site, run);
		} finally {
			await lab.dba.query(undo);
			await triggers('ENABLE ALWAYS');
		}
	}

	it('gives a bundle that does not verify', async () => {
		const edit = (find: string, put: string) =>
			`UPDATE cutter_control.evidence SET body = replace(body::text, '${find}', '${put}')::jsonb WHERE chain = '${run}' AND kind = 'rehearsal.completed'`;
		const archive = await afterTampering(
			edit('"outcome": "pass"', '"outcome": "fail"'),
			edit('"outcome": "fail"', '"outcome": "pass"'),
		);
		expect(verifyBundle(archive).outcome).toBe('fail');
		expect(outcomes(archive).join()).toContain('(rehearsal.completed) is not what was hashed');
	});

	it('gives none where a record cannot be written down', async () => {
		const set = (number: string) =>
			`UPDATE cutter_control.evidence SET body = jsonb_set(body, '{seconds}', '${number}') WHERE chain = '${run}' AND kind = 'rehearsal.completed'`;
		const seconds = (await lab.position(run)).rehearsal?.body.seconds;
		await expect(afterTampering(set('1e400'), set(String(seconds)))).rejects.toMatchObject({ code: 'WRONG_STATE' });
	});

	it('and is whole again', async () => {
		expect(outcomes(await collectBundle(lab.site, run))).toEqual([]);
	});
});
