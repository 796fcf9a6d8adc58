import { copyFile, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enrolOneKey, rotateOneKey } from '../../actions/key/enrol-keys.ts';
import { listKeys } from '../../actions/key/list-keys.ts';
import { revokeOneKey } from '../../actions/key/revoke-one-key.ts';
import { anchorAnew } from '../../actions/ledger/anchor-anew.ts';
import { verifyLedger } from '../../actions/ledger/verify-ledger.ts';
import { signAsExecutor } from '../../actions/pair/sign-run.ts';
import { verifyRunPair } from '../../actions/pair/verify-run-pair.ts';
import { keyRecord, type PairHalf, signedHalf } from '../../contract/signatures.ts';
import { keyIdOf, privateKeyFromPem, rawPublicKey } from '../../core/signature/key/key-files.ts';
import { enrolKey } from '../../core/signature/keyring/enrol-key.ts';
import { readKeyringFile } from '../../platform/keys/keyring-store.ts';
import { appendEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import { publicKeyOf } from '../core/signature/samples.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

let lab: Lab;
const by = 'command line';
const inArtifacts = (name: string) => join(lab.site.artifactsDir, name);
const pathOf = (half: PairHalf) => inArtifacts(`keys/${half}.pem`);
const idIn = async (path: string) => keyIdOf(rawPublicKey(privateKeyFromPem(await readFile(path, 'utf8'))));
const own = (holder: PairHalf) => ({ holder, public_key: null, by });
const inUse = async (half: PairHalf) =>
	(await listKeys(lab.site)).find(({ holder, state }) => holder === half && state === 'valid');
const keyChanges = async () =>
	(await lab.chain('installation'))
		.filter(({ kind }) => kind.startsWith('key.'))
		.map(({ body }) => keyRecord.parse(body));

beforeAll(async () => {
	lab = await openLab({
		plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]),
		subject: tinySubject,
	});
});
afterAll(() => lab?.close());

describe('the keys of an installation', () => {
	it('are one for each half after init, and this host holds both', async () => {
		expect(await listKeys(lab.site)).toMatchObject([
			{ holder: 'executor', state: 'valid', until: null, prior: null, at_hand: true },
			{ holder: 'verifier', state: 'valid', until: null, prior: null, at_hand: true },
		]);
	});

	it('rotate: the new one is in its file, the old one beside it, both for their owner alone', async () => {
		const old = (await inUse('executor'))?.key_id ?? '';
		const { record } = await rotateOneKey(lab.site, own('executor'));
		expect(record).toMatchObject({ change: 'rotated', by, key: { prior: old }, replaced: { key_id: old } });
		const aside = `${pathOf('executor')}.${old.slice(0, 16)}`;
		expect([await idIn(pathOf('executor')), await idIn(aside)]).toEqual([record?.key.key_id, old]);
		for (const path of [pathOf('executor'), aside]) expect((await stat(path)).mode & 0o777).toBe(0o600);
		expect(await listKeys(lab.site)).toMatchObject([
			{ key_id: old, state: 'expired', until: record?.key.enrolled_at, at_hand: false },
			{ holder: 'verifier', state: 'valid' },
			{ holder: 'executor', state: 'valid', prior: old, at_hand: true },
		]);
	});

	it('leave an anchor that the new key vouches for', async () => {
		const { signed_by, outcome } = await verifyLedger(lab.site);
		expect(outcome).toBe('pass');
		expect(signed_by).toContain((await inUse('executor'))?.key_id);
	});

	it('are enrolled where there is none in use, beside the one that was taken back', async () => {
		await expect(enrolOneKey(lab.site, own('verifier'))).rejects.toMatchObject({ code: 'WRONG_STATE' });
		const old = (await inUse('verifier'))?.key_id ?? '';
		await revokeOneKey(lab.site, { key_id: old, reason: 'cessation_of_operation', by });
		expect(await inUse('verifier')).toBeUndefined();
		expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass', signed_by: { length: 1 } });
		const { record } = await enrolOneKey(lab.site, own('verifier'));
		expect(await idIn(pathOf('verifier'))).toBe(record?.key.key_id);
		expect(await inUse('verifier')).toMatchObject({ at_hand: true, prior: null });
		expect((await readdir(inArtifacts('keys'))).filter((name) => name.endsWith('.next'))).toEqual([]);
	});

	it('are of another host by their public halves alone', async () => {
		const path = pathOf('verifier');
		await rename(path, `${path}.away`);
		await expect(rotateOneKey(lab.site, own('verifier'))).rejects.toMatchObject({
			code: 'SETUP_NEEDED',
			message: expect.stringContaining('rotate it where it is'),
		});
		const given = { holder: 'verifier', public_key: publicKeyOf('elsewhere'), by } as const;
		await rotateOneKey(lab.site, given);
		expect(await inUse('verifier')).toMatchObject({ key_id: keyIdOf(given.public_key), at_hand: false });
		await rm(`${path}.away`);
		await revokeOneKey(lab.site, { key_id: keyIdOf(given.public_key), reason: 'superseded', by });
		await enrolOneKey(lab.site, own('verifier'));
	});

	it.each<[string, () => Promise<unknown>, string, RegExp]>([
		[
			'an unknown key taken back',
			() => revokeOneKey(lab.site, { key_id: 'a'.repeat(64), reason: 'superseded', by }),
			'INVALID_INPUT',
			/expected an enrolled key/,
		],
		[
			'a key taken back twice',
			async () => {
				const key_id = (await listKeys(lab.site)).find(({ state }) => state === 'revoked')?.key_id ?? '';
				return revokeOneKey(lab.site, { key_id, reason: 'superseded', by });
			},
			'WRONG_STATE',
			/was revoked at/,
		],
		[
			'a key of small order',
			() => rotateOneKey(lab.site, { holder: 'executor', public_key: `01${'0'.repeat(62)}`, by }),
			'INVALID_INPUT',
			/small order/,
		],
		[
			'one key for both halves',
			async () => {
				const key = (await readKeyringFile(lab.site.artifactsDir)).keys.at(-1);
				return rotateOneKey(lab.site, { holder: 'executor', public_key: key?.public_key ?? '', by });
			},
			'WRONG_STATE',
			/enrolled already, for the verifier/,
		],
	])('refuse %s, and nothing is on record', async (_what, work, code, message) => {
		const before = await keyChanges();
		await expect(work()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
		expect(await keyChanges()).toEqual(before);
	});
});

describe('a key command that was cut short', () => {
	const keyring = () => inArtifacts('keyring.json');
	const revocable = async () => (await inUse('verifier'))?.key_id ?? '';
	let taken: string;

	const commands: [string, () => Promise<unknown>][] = [
		['rotate', () => rotateOneKey(lab.site, own('executor'))],
		['revoke', () => revokeOneKey(lab.site, { key_id: taken, reason: 'superseded', by })],
		['enrol', () => enrolOneKey(lab.site, own('verifier'))],
	];

	beforeEach(async () => {
		taken = (await revocable()) || taken;
	});

	/** As after a crash between the ledger and the file: the record stands, keyring and key files are those before it. */
	async function cutShort(command: () => Promise<unknown>): Promise<void> {
		await copyFile(keyring(), `${keyring()}.before`);
		const names = ['executor', 'verifier'] as const;
		const before = new Map(await Promise.all(names.map(async (half) => [half, await readFile(pathOf(half))] as const)));
		await command();
		await copyFile(`${keyring()}.before`, keyring());
		for (const half of names) {
			const pem = before.get(half) ?? Buffer.alloc(0);
			if (pem.equals(await readFile(pathOf(half)))) continue;
			await rename(pathOf(half), `${pathOf(half)}.next`);
			await writeFile(pathOf(half), pem, { mode: 0o600 });
		}
	}

	it.each(commands)(
		'%s: nobody trusts the keyring, no other command completes it, the same one does',
		async (name, command) => {
			await cutShort(command);
			const recorded = await keyChanges();
			await expect(listKeys(lab.site)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
			expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'error', faults: [{ fault: 'keyring_differs' }] });
			const other = (await readKeyringFile(lab.site.artifactsDir)).keys.find(
				({ key_id, revoked_at }) => revoked_at === null && key_id !== taken,
			);
			await expect(
				revokeOneKey(lab.site, { key_id: other?.key_id ?? '', reason: 'superseded', by }),
			).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
			if (name === 'revoke')
				await expect(revokeOneKey(lab.site, { key_id: taken, reason: 'key_compromise', by })).rejects.toMatchObject({
					code: 'OUTCOME_UNKNOWN',
				});
			await command();
			expect(await keyChanges()).toEqual(recorded);
			expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass', beyond_anchor: 0 });
			if (name !== 'revoke')
				expect(await inUse(name === 'rotate' ? 'executor' : 'verifier')).toMatchObject({ at_hand: true });
		},
	);

	it('with only the key file left to put in its place, does that alone', async () => {
		const old = await readFile(pathOf('executor'));
		await rotateOneKey(lab.site, own('executor'));
		await rename(pathOf('executor'), `${pathOf('executor')}.next`);
		await writeFile(pathOf('executor'), old, { mode: 0o600 });
		const recorded = await keyChanges();
		expect(await rotateOneKey(lab.site, own('executor'))).toMatchObject({ record: null });
		expect(await keyChanges()).toEqual(recorded);
		expect(await inUse('executor')).toMatchObject({ at_hand: true });
	});

	// Whoever can write the ledger must not be able to enrol a key, not even by way of the next command.
	it('is not what a forged record looks like', async () => {
		const file = await readFile(keyring(), 'utf8');
		const forged = enrolKey(await readKeyringFile(lab.site.artifactsDir), {
			public_key: publicKeyOf('stranger'),
			holder: 'verifier',
			at: new Date().toISOString(),
			not_after: null,
			by,
		}).record;
		await withPooled(lab.site.pool, (session) =>
			withTransaction(session, () =>
				appendEvidence(session, { chain: 'installation', kind: 'key.enrolled', actor: 'system', body: forged }),
			),
		);
		for (const command of [...commands.map(([, work]) => work), () => listKeys(lab.site)])
			await expect(command()).rejects.toMatchObject({ code: expect.stringMatching(/OUTCOME_UNKNOWN|WRONG_STATE/) });
		expect(await readFile(keyring(), 'utf8')).toBe(file);
		await lab.dba.query(
			`ALTER TABLE cutter_control.evidence DISABLE TRIGGER evidence_append_only;
			 DELETE FROM cutter_control.evidence WHERE body->'key'->>'key_id' = '${forged.key.key_id}';
			 ALTER TABLE cutter_control.evidence ENABLE ALWAYS TRIGGER evidence_append_only`,
		);
		expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass' });
	});

	it('is none of two at once: one change is on record', async () => {
		const before = await keyChanges();
		await Promise.allSettled([rotateOneKey(lab.site, own('executor')), rotateOneKey(lab.site, own('executor'))]);
		expect((await keyChanges()).length).toBe(before.length + 1);
		expect(await inUse('executor')).toMatchObject({ at_hand: true });
		expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass', beyond_anchor: 0 });
	});
});

describe('a run whose executor’s key was compromised', () => {
	let run: string;
	let compromised: string;
	const verdict = () => withPooled(lab.site.pool, (session) => verifyRunPair(lab.site, session, run));
	const halves = async () =>
		(await lab.chain(run)).filter(({ kind }) => kind === 'pair.signed').map(({ body }) => signedHalf.parse(body));

	beforeAll(async () => {
		run = await lab.open('tiny');
		for (const action of ['preflight', 'backup', 'rehearse'] as const) await lab.act(run, action);
		await lab.sign(run, 'd32');
		await lab.sign(run, 'g4');
		for (const action of ['migrate', 'verify'] as const)
			expect(await lab.act(run, action)).toMatchObject({ result: { outcome: 'pass' } });
		compromised = (await inUse('executor'))?.key_id ?? '';
	});

	it('is no longer vouched for', async () => {
		expect(await verdict()).toMatchObject({ state: 'valid' });
		await rotateOneKey(lab.site, own('executor'));
		expect(await verdict()).toMatchObject({ state: 'valid' });
		await revokeOneKey(lab.site, { key_id: compromised, reason: 'key_compromise', by });
		expect(await verdict()).toMatchObject({ state: 'revoked', reasons: [{ code: 'KEY_REVOKED', half: 'executor' }] });
		expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass' });
	});

	it('is not signed by a key that is not in use', async () => {
		const path = pathOf('executor');
		await rename(path, `${path}.away`);
		await copyFile(`${path}.${compromised.slice(0, 16)}`, path);
		expect(await lab.act(run, 'sign-pair')).toMatchObject({
			state: 'refused',
			error: { code: 'SETUP_NEEDED', message: expect.stringContaining('it is revoked') },
		});
		await rename(`${path}.away`, path);
		expect(await halves()).toHaveLength(2);
	});

	it('is signed anew once, however many do so at once, and names the signature that it replaces', async () => {
		const attempts = Array.from({ length: 4 }, () =>
			withPooled(lab.site.pool, (session) => signAsExecutor({ site: lab.site, session, runId: run })),
		);
		expect((await Promise.all(attempts)).filter((signed) => signed !== null)).toHaveLength(1);
		const [first, , again, none] = await halves();
		expect(again?.payload_envelope).toMatchObject({
			signature_kind: 'executor_run',
			prior_signature_id: first?.payload_envelope.signature_id,
		});
		expect(none).toBeUndefined();
	});

	it('is then answered anew by the verifier, and its pair is valid', async () => {
		expect(await verdict()).toMatchObject({ state: 'invalid', reasons: [{ code: 'COUNTERSIGNATURE_MISMATCH' }] });
		expect(await lab.act(run, 'verify')).toMatchObject({ result: { outcome: 'pass' } });
		const [, verifier, executor, answer, none] = await halves();
		expect(answer?.payload_envelope).toMatchObject({
			signature_kind: 'verifier_run',
			prior_signature_id: verifier?.payload_envelope.signature_id,
			statement: { executor_payload_hash: executor?.payload_hash },
		});
		expect(none).toBeUndefined();
		expect(await verdict()).toMatchObject({ state: 'valid', keys: { executor: (await inUse('executor'))?.key_id } });
	});

	it('is signed no third time', async () => {
		await lab.act(run, 'sign-pair');
		await lab.act(run, 'verify');
		expect(await halves()).toHaveLength(4);
	});

	it('falls again with the verifier’s key, and can be verified again with another', async () => {
		const key_id = (await inUse('verifier'))?.key_id ?? '';
		await revokeOneKey(lab.site, { key_id, reason: 'key_compromise', by });
		expect(await verdict()).toMatchObject({ state: 'revoked', reasons: [{ half: 'verifier' }] });
		await enrolOneKey(lab.site, own('verifier'));
		expect(await lab.act(run, 'verify')).toMatchObject({ result: { outcome: 'pass' } });
		expect(await verdict()).toMatchObject({ state: 'valid' });
		expect(await halves()).toHaveLength(5);
	});
});

describe('an anchor that only a compromised key signed', () => {
	it('is no longer believed, and is made anew on record with a key in use', async () => {
		const path = pathOf('verifier');
		await rename(path, `${path}.away`);
		const key_id = (await inUse('executor'))?.key_id ?? '';
		await revokeOneKey(lab.site, { key_id, reason: 'key_compromise', by });
		expect((await verifyLedger(lab.site)).faults).toMatchObject([{ fault: 'anchor_signature_invalid' }]);
		await enrolOneKey(lab.site, own('executor'));
		expect((await verifyLedger(lab.site)).faults).toMatchObject([{ fault: 'anchor_signature_invalid' }]);
		await anchorAnew(lab.site, { reason: 'key compromised', actor: by });
		expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass', beyond_anchor: 0 });
		await rename(`${path}.away`, path);
	});
});
