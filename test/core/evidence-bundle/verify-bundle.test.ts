import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../core/digest/canonical-json.ts';
import { sha256 } from '../../../core/digest/sha256.ts';
import { BundleError } from '../../../core/evidence-bundle/bundle-error.ts';
import { citedArtifacts } from '../../../core/evidence-bundle/cited-artifacts.ts';
import { describeVerification } from '../../../core/evidence-bundle/describe-verification.ts';
import { listMembers, type Manifest, writeManifest, writeSums } from '../../../core/evidence-bundle/manifest.ts';
import type { Member } from '../../../core/evidence-bundle/member.ts';
import { type BundleSources, isPlanOf, packBundle } from '../../../core/evidence-bundle/pack-bundle.ts';
import { readTar } from '../../../core/evidence-bundle/tar/read-tar.ts';
import { writeTar } from '../../../core/evidence-bundle/tar/write-tar.ts';
import { verifyBundle } from '../../../core/evidence-bundle/verify-bundle.ts';
import { anchorText } from '../evidence/anchor-text.ts';
import { chainOf, type Entry } from '../evidence/chain-of.ts';
import { digest, signOff } from '../evidence/sample-bodies.ts';
import {
	anchorOf,
	approval,
	artifact,
	artifacts,
	environment,
	identity,
	installationEntries,
	plan_digest,
	planFiles,
	recordsOf,
	run,
	runEntries,
	sourcesOf,
} from './sample-run.ts';

const sources = sourcesOf();
const bundle = packBundle(identity, sources);
const pack = (change: Partial<BundleSources>) => packBundle(identity, { ...sources, ...change });

/** `members fail`, `plan error`: the checks that did not pass. */
const failing = (archive: Uint8Array, heads?: string) =>
	verifyBundle(archive, { heads })
		.checks.filter(({ outcome }) => outcome !== 'pass')
		.map(({ id, outcome }) => `${id} ${outcome}`);
const messageOf = (archive: Uint8Array, id: string) =>
	verifyBundle(archive).checks.find((check) => check.id === id)?.message;

/** The archive with members changed by somebody who leaves the manifest as it is. */
const withMembers = (change: (members: Member[]) => readonly Member[]) => writeTar(change(readTar(bundle)), 0);
const changed = (name: string, change: (text: string) => string) => (members: Member[]) =>
	members.map((member) =>
		member.name === name ? { name, bytes: Buffer.from(change(Buffer.from(member.bytes).toString())) } : member,
	);

/** The archive with members changed by somebody who lists and sums them anew. */
function resealed(
	change: (members: Member[]) => readonly Member[],
	edit: (manifest: Manifest) => object = (same) => same,
): Uint8Array {
	const listed = change(readTar(bundle).filter(({ name }) => name !== 'manifest.json' && name !== 'SHA256SUMS'));
	const own = readTar(bundle).find(({ name }) => name === 'manifest.json');
	const manifest = {
		...(JSON.parse(Buffer.from(own?.bytes ?? []).toString()) as Manifest),
		members: listMembers(listed),
	};
	const first = { name: 'manifest.json', bytes: writeManifest(edit(manifest) as Manifest) };
	return writeTar([first, { name: 'SHA256SUMS', bytes: writeSums([first, ...listed]) }, ...listed], 0);
}
/** A bundle of a run whose records were made differently from the start, anchored and all. */
const told = (entries: readonly Entry[], installed = installationEntries) =>
	packBundle(identity, sourcesOf(entries, installed));
const withBody = (kind: string, change: Readonly<Record<string, unknown>>, which = 0) => {
	let seen = -1;
	return runEntries.map(([of, body]): Entry => {
		if (of === kind) seen += 1;
		return of === kind && seen === which ? [of, { ...body, ...change }] : [of, body];
	});
};
const without = (...kinds: string[]) => runEntries.filter(([kind]) => !kinds.includes(kind));

describe('a bundle', () => {
	it('verifies, by itself', () => {
		expect(failing(bundle)).toEqual([]);
		expect(verifyBundle(bundle)).toMatchObject({
			outcome: 'pass',
			sha256: sha256(bundle),
			run,
			plan: 'tiny',
			position: 'completed',
			checks: [
				['members', '10 members'],
				['anchor', '2 heads, from the bundle itself, not signed: no key was enrolled'],
				['run-chain', '12 records, all anchored'],
				['installation-chain', '6 records, all anchored'],
				['plan', `3 files, digest ${plan_digest}`],
				['artifacts', '4 artefacts'],
				['approval', `derived: ${approval}`],
				['sign-offs', '2 sign-offs'],
				['quorum', '2 people for d32, g4'],
				['migration', 'one, two'],
			].map(([id, message]) => ({ id, message })),
		});
	});

	it('is the same bytes for the same evidence, in whatever order it was collected', () => {
		const other = pack({ artifacts: new Map([...artifacts].reverse()), plan: planFiles.toReversed() });
		expect(Buffer.from(other).equals(bundle)).toBe(true);
	});

	it('holds its members in order, the manifest and the sums first', () => {
		expect(readTar(bundle).map(({ name }) => name)).toEqual([
			'manifest.json',
			'SHA256SUMS',
			'anchor/heads.json',
			...[...artifacts.keys()].sort().map((name) => `artifacts/${name}.json`),
			'chain.jsonl',
			'installation.jsonl',
			'plan/1.sql',
			'plan/plan.yaml',
			'plan/Đ/2.sql',
		]);
	});

	it('says in its manifest what it is of, and what it rests on', () => {
		const manifest = JSON.parse(Buffer.from(readTar(bundle)[0]?.bytes ?? []).toString());
		expect(manifest).toMatchObject({
			format: 'cutter-evidence-bundle-v1',
			run,
			plan: 'tiny',
			plan_digest,
			environment,
			heads: { run: { seq: 12, hash: sources.chain.at(-1)?.hash }, installation: { seq: 6 } },
			// The enrolment, and the namings in force of those who signed: hugo's seats are nobody's here.
			rests_on: [1, 2, 5],
			product: sources.product,
			absent: [],
		});
	});

	it('is as old as its evidence', () => {
		expect(readTar(bundle)).toHaveLength(12);
		expect(Number.parseInt(Buffer.from(bundle.subarray(136, 147)).toString(), 8)).toBe(
			Date.UTC(2026, 2, 1, 12, 0, 11) / 1000,
		);
		expect(Buffer.from(packBundle(identity, { ...sources, chain: [] }).subarray(136, 147)).toString()).toBe(
			'00000000000',
		);
	});

	it('that is longer than its anchor says how far it is anchored', () => {
		const ahead = pack({
			anchor: anchorOf(
				recordsOf(run, runEntries.slice(0, 8)),
				recordsOf('installation', installationEntries.slice(0, 3), 11),
			),
		});
		expect(failing(ahead)).toEqual([]);
		expect(messageOf(ahead, 'run-chain')).toBe('12 records, anchored up to 8');
		expect(messageOf(ahead, 'installation-chain')).toBe('6 records, anchored up to 3');
	});

	it.each<[string, readonly Entry[], string, string[]]>([
		['that was only opened', runEntries.slice(0, 1), 'open', ['artifacts error']],
		['that was rehearsed', runEntries.slice(0, 6), 'rehearsed', []],
		['that is not approved yet', runEntries.slice(0, 7), 'rehearsed', []],
		['whose migration is not settled', runEntries.slice(0, 9), 'rehearsed, a migration is unsettled', []],
		[
			'that stopped',
			withBody('preflight.checked', { outcome: 'fail' }).slice(0, 2),
			'open, stopped: preflight failed',
			[],
		],
		[
			'of which a record has a shape that is not known',
			withBody('backup.taken', { sha256: 'x' }),
			'unknown: the chain holds records that this version cannot read',
			[],
		],
	])('of a run %s says where it stands', (_what, entries, position) => {
		expect(verifyBundle(told(entries)).position).toBe(position);
	});

	it('without an anchor is consistent in itself, and no more', () => {
		const bare = pack({
			anchor: null,
			absent: [{ name: 'anchor/heads.json', reason: 'it is not in the artefacts folder' }],
		});
		expect(failing(bare)).toEqual(['members error', 'anchor error']);
		expect(messageOf(bare, 'run-chain')).toBe('12 records, consistent in themselves');
		expect(messageOf(bare, 'members')).toBe(
			'anchor/heads.json is not in the bundle: it is not in the artefacts folder',
		);
	});
});

describe('a member altered, and nothing else, is found', () => {
	it.each(readTar(bundle).map(({ name }) => name))('%s, each of its first bytes in turn', (name) => {
		const member = readTar(bundle).find((one) => one.name === name);
		if (!member) throw new Error(`there is no ${name}`);
		for (let at = 0; at < Math.min(member.bytes.length, 40); at += 1) {
			const archive = withMembers((members) =>
				members.map((one) => {
					if (one.name !== name) return one;
					const bytes = Buffer.from(one.bytes);
					bytes[at] = (bytes[at] ?? 0) ^ 1;
					return { name, bytes };
				}),
			);
			const outcome = attempt(archive);
			expect(outcome === 'refused' || outcome === 'fail').toBe(true);
		}
	});

	it.each<[string, (members: Member[]) => readonly Member[], string]>([
		['a member removed', (members) => members.filter(({ name }) => name !== 'plan/1.sql'), 'plan/1.sql is missing'],
		[
			'a member added',
			(members) => [...members, { name: 'plan/3.sql', bytes: Buffer.from('') }],
			'plan/3.sql is not listed',
		],
		['a member cut', changed('plan/1.sql', (text) => text.slice(1)), 'plan/1.sql has 9 bytes, and 10 are listed'],
		[
			'a member changed',
			changed('plan/1.sql', (text) => text.replace('1', '2')),
			'plan/1.sql was altered: its digest is not the listed one',
		],
		['the sums removed', (members) => members.filter(({ name }) => name !== 'SHA256SUMS'), 'SHA256SUMS is missing'],
		['the sums changed', changed('SHA256SUMS', (text) => text.slice(1)), 'SHA256SUMS does not list what is here'],
	])('%s', (_what, change, message) => {
		expect(messageOf(withMembers(change), 'members')).toContain(message);
		expect(failing(withMembers(change))).toContain('members fail');
	});

	function attempt(archive: Uint8Array): string {
		try {
			return verifyBundle(archive).outcome;
		} catch (error) {
			expect(error).toBeInstanceOf(BundleError);
			return 'refused';
		}
	}
});

describe('members altered, listed and summed anew, are found by what they are', () => {
	const rows = (change: (lines: string[]) => readonly string[]) => (text: string) =>
		change(text.slice(0, -1).split('\n'))
			.map((line) => `${line}\n`)
			.join('');
	const line = (at: number, find: string, put: string) =>
		rows((lines) => lines.map((one, index) => (index === at - 1 ? one.replace(find, () => put) : one)));
	const [plainSchema = ''] = artifacts.keys();
	const [, another] = artifact('another');

	it.each<[string, Uint8Array, string[]]>([
		[
			'an actor of the run’s chain',
			resealed(changed('chain.jsonl', line(3, '"executor"', '"somebody"'))),
			['run-chain fail'],
		],
		[
			'a hash of the run’s chain',
			resealed(changed('chain.jsonl', line(3, sources.chain[2]?.hash ?? '', digest('f')))),
			['run-chain fail'],
		],
		[
			'a record of the run’s chain removed',
			resealed(
				changed(
					'chain.jsonl',
					rows((lines) => lines.toSpliced(4, 1)),
				),
			),
			['run-chain fail'],
		],
		[
			'the run’s chain cut off',
			resealed(
				changed(
					'chain.jsonl',
					rows((lines) => lines.slice(0, 8)),
				),
			),
			['run-chain fail', 'artifacts fail'],
		],
		[
			'the run’s chain out of order',
			resealed(
				changed(
					'chain.jsonl',
					rows((lines) => lines.toReversed()),
				),
			),
			['run-chain fail', 'migration fail'],
		],
		[
			'the run’s chain emptied',
			resealed(changed('chain.jsonl', () => '')),
			['run-chain fail', 'installation-chain fail', 'artifacts fail'],
		],
		[
			'a record of the installation’s chain',
			resealed(changed('installation.jsonl', line(2, '"dora"', '"hugo"'))),
			['installation-chain fail', 'sign-offs fail', 'quorum fail'],
		],
		[
			'the installation’s chain emptied',
			resealed(changed('installation.jsonl', () => '')),
			['installation-chain fail', 'sign-offs fail', 'quorum fail'],
		],
		['a byte of the plan', resealed(changed('plan/1.sql', (text) => text.replace('1', '2'))), ['plan fail']],
		[
			'a file of the plan removed',
			resealed((members) => members.filter(({ name }) => name !== 'plan/1.sql')),
			['plan fail'],
		],
		[
			'a file of the plan renamed',
			resealed((members) => members.map((one) => (one.name === 'plan/1.sql' ? { ...one, name: 'plan/2.sql' } : one))),
			['plan fail'],
		],
		[
			'a file of the plan added',
			resealed((members) => [...members, { name: 'plan/3.sql', bytes: Buffer.from('') }]),
			['plan fail'],
		],
		[
			'the plan removed',
			resealed((members) => members.filter(({ name }) => !name.startsWith('plan/'))),
			['plan error', 'quorum error', 'migration error'],
		],
		['an artefact', resealed(changed(`artifacts/${plainSchema}.json`, () => another.toString())), ['artifacts fail']],
		[
			'an artefact removed',
			resealed((members) => members.filter(({ name }) => name !== `artifacts/${plainSchema}.json`)),
			['artifacts fail'],
		],
		[
			'an artefact that nobody cites',
			resealed((members) => [...members, { name: `artifacts/${sha256(another)}.json`, bytes: another }]),
			['artifacts fail'],
		],
		[
			'a head of the anchor',
			resealed(changed('anchor/heads.json', (text) => text.replace('"seq": 12', '"seq": 11'))),
			['anchor fail'],
		],
		[
			'the anchor removed',
			resealed((members) => members.filter(({ name }) => name !== 'anchor/heads.json')),
			['anchor error'],
		],
		[
			'the anchor of another installation',
			resealed(changed('anchor/heads.json', () => anchorText(run, []))),
			['anchor fail'],
		],
		[
			'the anchor of no chain here',
			resealed(changed('anchor/heads.json', () => anchorText(environment, []))),
			['anchor error'],
		],
		[
			'the run’s name in the manifest',
			resealed(
				(same) => same,
				(manifest) => ({ ...manifest, run: 'another' }),
			),
			['anchor error', 'run-chain fail'],
		],
		[
			'the plan’s name in the manifest',
			resealed(
				(same) => same,
				(manifest) => ({ ...manifest, plan: 'another' }),
			),
			['run-chain fail'],
		],
		[
			'the plan’s digest in the manifest',
			resealed(
				(same) => same,
				(manifest) => ({ ...manifest, plan_digest: digest('f') }),
			),
			['run-chain fail', 'plan fail'],
		],
		[
			'the environment in the manifest',
			resealed(
				(same) => same,
				(manifest) => ({ ...manifest, environment: run }),
			),
			['anchor fail', 'run-chain fail', 'installation-chain fail', 'approval fail'],
		],
		[
			'what the run rests on in the manifest',
			resealed(
				(same) => same,
				(manifest) => ({ ...manifest, rests_on: [1] }),
			),
			['installation-chain fail'],
		],
		[
			'as many other records that the run rests on',
			resealed(
				(same) => same,
				(manifest) => ({ ...manifest, rests_on: [1, 2, 4] }),
			),
			['installation-chain fail'],
		],
		[
			'the run’s head in the manifest',
			resealed(
				(same) => same,
				({ heads, ...manifest }) => ({ ...manifest, heads: { ...heads, run: { ...heads.run, seq: 11 } } }),
			),
			['run-chain fail'],
		],
		[
			'the installation’s head in the manifest',
			resealed(
				(same) => same,
				({ heads, ...manifest }) => ({
					...manifest,
					heads: { ...heads, installation: { ...heads.installation, hash: digest('f') } },
				}),
			),
			['installation-chain fail'],
		],
		[
			'a member listed twice',
			resealed(
				(same) => same,
				({ members, ...manifest }) => ({ ...manifest, members: [...members, ...members.slice(0, 1)] }),
			),
			['members fail'],
		],
		[
			'the manifest in its own list',
			resealed(
				(members) => members,
				({ members, ...manifest }) => ({
					...manifest,
					members: [...members, { name: 'SHA256SUMS', sha256: digest('f'), size_bytes: 1 }],
				}),
			),
			['members fail'],
		],
	])('%s', (_what, archive, checks) => {
		expect(failing(archive)).toEqual(checks);
		const told = verifyBundle(archive).checks.filter(({ outcome }) => outcome !== 'pass');
		expect(told.map(({ title, message }) => ({ title, message }))).toMatchSnapshot();
	});

	it('and a chain forged throughout, anchor and all, only by heads kept elsewhere', () => {
		const forged = told(withBody('preflight.checked', { tool_revision: 'another' }));
		const heads = Buffer.from(sources.anchor ?? []).toString();
		expect(failing(forged)).toEqual([]);
		expect(failing(forged, heads)).toEqual(['run-chain fail']);
		expect(failing(bundle, heads)).toEqual([]);
		expect(verifyBundle(bundle, { heads }).checks[1]?.message).toBe(
			'2 heads, given from elsewhere, not signed: no key was enrolled',
		);
		expect(failing(bundle, 'nothing')).toEqual(['anchor fail']);
		expect(failing(bundle, anchorText(run, []))).toEqual(['anchor fail']);
	});
});

describe('evidence that was recorded so from the start is judged for what it says', () => {
	const signedBy = (signer: string, seats: string[], which = 1) =>
		withBody('signoff.recorded', { signer, seats }, which);
	/** Of a snapshot that is the chain's last record. */
	const snapshotTaken: Entry = ['snapshot.taken', {}];
	const snapshotRecord = {
		...signOff,
		kind: 'snapshot_record',
		signer: 'gina',
		seats: ['g4'],
		digest: recordsOf(run, [...runEntries, snapshotTaken]).at(-1)?.hash,
	};
	const named = (...more: Entry[]) => [...installationEntries, ...more];

	it.each<[string, Uint8Array, string[], string]>([
		[
			'preflight on another plan',
			told(withBody('preflight.checked', { plan_digest: digest('f') })),
			['plan fail'],
			`record 2 (preflight.checked) was made on plan ${digest('f')}`,
		],
		[
			'rehearsal on another plan',
			told(withBody('rehearsal.completed', { plan_digest: digest('f') })),
			['plan fail', 'approval fail'],
			`record 6 (rehearsal.completed) was made on plan ${digest('f')}`,
		],
		[
			'an approval digest of another baseline',
			told(withBody('rehearsal.completed', { baseline: digest('f') })),
			['approval fail'],
			'record 6: the approval digest is not that of its parts',
		],
		[
			'an approval digest of another backup policy',
			told(withBody('rehearsal.completed', { backup_policy: { max_age_seconds: 60, retention_days: 30 } })),
			['approval fail'],
			'record 6: the approval digest is not that of its parts',
		],
		[
			'an approval digest of other steps',
			told(withBody('rehearsal.completed', { steps: [] })),
			['approval fail', 'migration fail'],
			'record 6: the approval digest is not that of its parts',
		],
		[
			'a rehearsal of version 0.1',
			told(withBody('rehearsal.completed', { backup_policy: undefined })),
			['approval error'],
			'record 6 does not say which backup policy is part of the digest',
		],
		[
			'an approval digest although the rehearsal failed',
			told(withBody('rehearsal.completed', { outcome: 'fail' })),
			['approval fail'],
			'record 6: a rehearsal has an approval digest when it passed, and only then',
		],
		[
			'a rehearsal of another shape',
			told(withBody('rehearsal.completed', { steps: 'none' })),
			['plan error', 'approval error', 'sign-offs error', 'quorum error', 'migration error'],
			'record 6 (rehearsal.completed) has another shape than this version knows',
		],
		[
			'a sign-off of another digest',
			told(withBody('signoff.recorded', { digest: digest('f') })),
			['sign-offs fail', 'quorum fail'],
			`record 7 cites ${digest('f')}, which no rehearsal before it gave`,
		],
		[
			'a recorded snapshot that was never taken',
			told([...runEntries, ['signoff.recorded', { ...snapshotRecord, digest: digest('f') }]]),
			['sign-offs fail'],
			`record 13 cites ${digest('f')}, which no snapshot before it gave`,
		],
		[
			'the record of a snapshot that names another record',
			told([
				...runEntries,
				['signoff.recorded', { ...snapshotRecord, digest: recordsOf(run, runEntries).at(-1)?.hash }],
			]),
			['sign-offs fail'],
			'which no snapshot before it gave',
		],
		[
			'a snapshot recorded by whoever holds another seat',
			told([...runEntries, snapshotTaken, ['signoff.recorded', { ...snapshotRecord, seats: ['g2'] }]]),
			['sign-offs fail'],
			'record 14: gina did not hold the seat g2 then',
		],
		[
			'a sign-off by the requester',
			told(signedBy('executor', [])),
			['sign-offs fail', 'quorum fail'],
			'record 8 is signed by the requester',
		],
		[
			'a sign-off for a seat of another’s',
			told(signedBy('gina', ['g2'])),
			['sign-offs fail'],
			'record 8: gina did not hold the seat g2 then',
		],
		[
			'a sign-off by nobody’s holder',
			told(signedBy('hugo', ['g4'])),
			['sign-offs fail', 'quorum fail'],
			'record 8: hugo did not hold the seat g4 then',
		],
		[
			'a seat named only later',
			packBundle(identity, {
				...sources,
				installation: recordsOf('installation', named(), 13),
				anchor: anchorOf(recordsOf(run, runEntries), recordsOf('installation', named(), 13)),
			}),
			['sign-offs fail', 'quorum fail'],
			'record 7: dora did not hold the seat d32 then',
		],
		['one sign-off missing', told(runEntries.toSpliced(7, 1)), ['quorum fail'], 'record 8: nobody had signed for g4'],
		[
			'all sign-offs missing',
			told(without('signoff.recorded')),
			['quorum fail'],
			'record 7: nobody had signed for d32, g4',
		],
		[
			'a rejection',
			told(withBody('signoff.recorded', { outcome: 'reject' }, 1)),
			['quorum fail'],
			'record 9: gina had rejected',
		],
		[
			'one person for both seats',
			told(signedBy('dora', ['g4']), named(['seat.named', { seat: 'g4', user: 'dora', kind: 'human' }])),
			['quorum fail'],
			'record 9: 1 of 2 people had signed',
		],
		[
			'a tool in a seat',
			told(runEntries, named(['seat.named', { seat: 'g4', user: 'gina', kind: 'tool' }])),
			['quorum fail'],
			'record 9: nobody had signed for g4',
		],
		[
			'a migration on another approval',
			told(withBody('migration.intended', { approval_digest: digest('f') })),
			['quorum fail'],
			'record 9 rests on another approval than that of the rehearsal before it',
		],
		[
			'a sign-off that came too late',
			told([...runEntries.slice(0, 7), ...runEntries.slice(8), ...runEntries.slice(7, 8)]),
			['quorum fail'],
			'record 8: nobody had signed for g4',
		],
		[
			'a commit on another approval',
			told(withBody('migration.committed', { approval_digest: digest('f') })),
			['migration fail'],
			'record 10 (step one) rests on another approval than that of the rehearsal before it',
		],
		[
			'a commit that changed something else',
			told(withBody('migration.committed', { delta_digest: digest('f') })),
			['migration fail'],
			'record 10 (step one) changed the schema otherwise than in the rehearsal',
		],
		[
			'a commit on another backup',
			told(withBody('migration.committed', { backup: digest('f') })),
			['migration fail'],
			'record 10 (step one) names another backup than the last one taken',
		],
		[
			'a commit on a backup that was not restored',
			told(withBody('restore.tested', { outcome: 'fail' })),
			['migration fail'],
			'record 10 (step one) rests on a backup that no restore test passed',
		],
		[
			'a commit on a restore test of another backup',
			told(withBody('restore.tested', { backup: digest('f') })),
			['migration fail'],
			'record 10 (step one) rests on a backup that no restore test passed',
		],
		[
			'a commit of another epoch',
			told(withBody('migration.committed', { epoch: 2 })),
			['migration fail'],
			'record 10 (step one) was not intended under its epoch',
		],
		[
			'a commit that nobody intended',
			told(withBody('migration.intended', { steps: ['two'] })),
			['migration fail'],
			'record 10 (step one) was not intended under its epoch',
		],
		[
			'a step left out',
			told(runEntries.toSpliced(9, 1)),
			['migration fail'],
			'the steps two are not the plan’s, which are one, two',
		],
		[
			'a step twice',
			told([...runEntries.slice(0, 10), ...runEntries.slice(9)]),
			['migration fail'],
			'the steps one, one, two are not the plan’s, which are one, two',
		],
		[
			'a step that is not the last, and says so',
			told(withBody('migration.committed', { last: true })),
			['migration fail'],
			'a step says that it is the last one, or not, against the plan',
		],
		[
			'the last step that does not say so',
			told(withBody('migration.committed', { last: false }, 1)),
			['migration fail'],
			'a step says that it is the last one, or not, against the plan',
		],
		[
			'a first record that opens nothing',
			told(runEntries.slice(1)),
			['run-chain fail'],
			'its first record does not open a run',
		],
		[
			'a first record that enrols nothing',
			told(runEntries, installationEntries.slice(1)),
			['installation-chain fail'],
			`its first record does not enrol ${environment}`,
		],
		[
			'records of another chain',
			pack({ chain: recordsOf('run-9', runEntries) }),
			['run-chain fail'],
			'record 1 is of another chain',
		],
	])('%s', (_what, archive, checks, message) => {
		const verified = verifyBundle(archive);
		expect(failing(archive)).toEqual(checks);
		expect(verified.outcome).toBe(checks.some((check) => check.endsWith('fail')) ? 'fail' : 'error');
		expect(verified.checks.map((check) => check.message).join('; ')).toContain(message);
	});

	it('by the requester, as told by its first record', () => {
		const archive = told(withBody('run.opened', { requester: 'gina' }));
		expect(failing(archive)).toEqual(['sign-offs fail', 'quorum fail']);
	});

	it('caused by somebody else than the signer', () => {
		const chain = recordsOf(run, withBody('signoff.recorded', { signer: 'dora' }));
		const forged = chain.map((row) => (row.seq === 7 ? { ...row, actor: 'executor' } : row));
		expect(messageOf(pack({ chain: forged }), 'sign-offs')).toBe(
			'record 7 is signed by dora, and was caused by executor',
		);
	});

	it('verified by who committed it', () => {
		const chain = recordsOf(run, runEntries).map((row) => (row.seq === 12 ? { ...row, actor: 'executor' } : row));
		expect(messageOf(pack({ chain }), 'migration')).toBe(
			'record 12: executor verified what the same account had committed',
		);
	});

	it('a snapshot recorded by who held the seat is no fault, and completes no quorum', () => {
		const record: Entry = ['signoff.recorded', snapshotRecord];
		expect(failing(told([...runEntries, snapshotTaken, record]))).toEqual([]);
		const inPlaceOfGina = told([...runEntries.slice(0, 7), snapshotTaken, record, ...runEntries.slice(8)]);
		expect(failing(inPlaceOfGina)).toContain('quorum fail');
	});

	it('nothing to approve, no migration and no commit are no faults', () => {
		const opened = told(runEntries.slice(0, 2));
		expect([messageOf(opened, 'approval'), messageOf(opened, 'quorum'), messageOf(opened, 'migration')]).toEqual([
			'there was nothing to approve yet',
			'no migration was intended',
			'nothing was committed',
		]);
	});

	it('a second rehearsal voids what was signed before it', () => {
		const again = told([
			...runEntries.slice(0, 8),
			['rehearsal.completed', { ...runEntries[5]?.[1], outcome: 'fail', approval_digest: null }],
			...runEntries.slice(8),
		]);
		expect(failing(again)).toEqual(['quorum fail', 'migration fail']);
	});
});

describe('what the site no longer had is not what is there', () => {
	const [first = ''] = artifacts.keys();
	const lacking = {
		absent: [{ name: `artifacts/${first}.json`, reason: 'it is not in the artefacts folder' }],
		artifacts: new Map([...artifacts].slice(1)),
	};

	it('an artefact that could not be brought along leaves the verdict open', () => {
		expect(failing(pack(lacking))).toEqual(['members error', 'artifacts error']);
		expect(verifyBundle(pack(lacking)).outcome).toBe('error');
	});

	it('a plan that could not be brought along leaves the verdict open', () => {
		const archive = pack({ plan: null, absent: [{ name: 'plan/plan.yaml', reason: 'another is installed' }] });
		expect(failing(archive)).toEqual(['members error', 'plan error', 'quorum error', 'migration error']);
	});

	it('a plan is the run’s own, or none', () => {
		expect(isPlanOf(identity, planFiles)).toBe(true);
		expect(isPlanOf(identity, planFiles.slice(1))).toBe(false);
	});
});

describe('a file that is no bundle is refused', () => {
	const manifestOf = (change: (value: Record<string, unknown>) => object) =>
		withMembers(changed('manifest.json', (text) => `${canonicalJson(change(JSON.parse(text)))}\n`));

	it.each<[string, Uint8Array, string]>([
		['no archive', Buffer.from('hello'), 'it is cut off, or no tar archive'],
		[
			'an archive of something else',
			writeTar([{ name: 'a', bytes: Buffer.from('') }], 0),
			'the archive holds no manifest.json: it is no evidence bundle',
		],
		[
			'one without the run’s chain',
			withMembers((members) => members.filter(({ name }) => name !== 'chain.jsonl')),
			'the archive holds no chain.jsonl',
		],
		[
			'one without the installation’s chain',
			withMembers((members) => members.filter(({ name }) => name !== 'installation.jsonl')),
			'the archive holds no installation.jsonl',
		],
		[
			'one of another format',
			manifestOf((value) => ({ ...value, format: 'cutter-evidence-bundle-v2' })),
			'the bundle is of format "cutter-evidence-bundle-v2"; this reads cutter-evidence-bundle-v1',
		],
		['one whose manifest says more', manifestOf((value) => ({ ...value, more: 1 })), 'manifest.json: '],
		['one whose manifest says less', manifestOf(({ run: _, ...value }) => value), 'manifest.json: run: '],
		[
			'one whose manifest is no object',
			withMembers(changed('manifest.json', () => '1')),
			'the bundle is of format undefined',
		],
		['one whose manifest is no JSON', withMembers(changed('manifest.json', () => '{')), 'manifest.json is no JSON'],
		[
			'one whose manifest says a thing twice',
			withMembers(changed('manifest.json', (text) => text.replace('{', '{"run":"x",'))),
			'manifest.json is no JSON',
		],
		[
			'a record that is no JSON',
			withMembers(changed('chain.jsonl', (text) => `x${text}`)),
			'chain.jsonl, line 1 is no JSON',
		],
		[
			'a record that says a thing twice',
			withMembers(changed('chain.jsonl', (text) => text.replace('{"actor"', '{"actor":"x","actor"'))),
			'chain.jsonl, line 1 is no JSON',
		],
		[
			'a record in another form',
			withMembers(changed('chain.jsonl', (text) => text.replace('{', '{ '))),
			'chain.jsonl, line 1 is not in canonical form',
		],
		[
			'a record with a member more',
			withMembers(changed('chain.jsonl', (text) => text.replace('{', '{"a":1,'))),
			'chain.jsonl, line 1 is no record',
		],
		[
			'a record with a flaw',
			withMembers(changed('chain.jsonl', (text) => text.replace('"hash"', '"flaw":"x","hash"'))),
			'chain.jsonl, line 1 is no record',
		],
		[
			'a record with a member less',
			withMembers(changed('chain.jsonl', (text) => text.replace('"actor":"executor",', ''))),
			'chain.jsonl, line 1 is no record',
		],
		[
			'a chain cut off in its last record',
			withMembers(changed('installation.jsonl', (text) => text.slice(0, -5))),
			'installation.jsonl does not end with a line feed',
		],
		[
			'a chain that is not UTF-8',
			withMembers((members) =>
				members.map((one) => (one.name === 'chain.jsonl' ? { name: one.name, bytes: Buffer.from([0xff, 0x0a]) } : one)),
			),
			'chain.jsonl is not UTF-8',
		],
	])('%s', (_what, archive, message) => {
		expect(() => verifyBundle(archive)).toThrow(BundleError);
		expect(() => verifyBundle(archive)).toThrow(message);
	});
});

describe('room for signatures', () => {
	const envelope = (payload: Uint8Array) =>
		Buffer.from(
			JSON.stringify({
				payload: Buffer.from(payload).toString('base64'),
				payloadType: 'x',
				signatures: [{ keyid: 'k', sig: '' }],
			}),
		);
	const manifest = readTar(bundle)[0]?.bytes ?? new Uint8Array();

	const withSignedManifest = (bytes: Uint8Array) =>
		withMembers((members) => [...members, { name: 'manifest.dsse.json', bytes }]);

	it('a manifest may be signed without being listed', () => {
		const signed = withMembers((members) => [...members, { name: 'manifest.dsse.json', bytes: envelope(manifest) }]);
		expect(failing(signed)).toEqual([]);
		expect(verifyBundle(signed).cannot_know.join()).toContain('manifest.dsse.json');
	});

	it.each<[string, Uint8Array, string]>([
		['nothing', withSignedManifest(Buffer.from('{}')), 'manifest.dsse.json is no DSSE envelope'],
		['no JSON', withSignedManifest(Buffer.from('{')), 'manifest.dsse.json is no DSSE envelope'],
		[
			'no signature',
			withSignedManifest(Buffer.from('{"payload":"","payloadType":"x","signatures":[]}')),
			'manifest.dsse.json is no DSSE envelope',
		],
		[
			'another manifest',
			withMembers((members) => [...members, { name: 'manifest.dsse.json', bytes: envelope(Buffer.from('{}')) }]),
			'manifest.dsse.json is signed over something else than manifest.json',
		],
	])('but not: an envelope over %s', (_what, archive, message) => {
		expect(messageOf(archive, 'anchor')).toContain(message);
		expect(verifyBundle(archive).outcome).toBe('fail');
	});

	it('signed halves of the pair are said not to be verified', () => {
		const paired = told([...runEntries, ['pair.signed', {}], ['pair.signed', {}]]);
		expect(verifyBundle(paired).cannot_know).toContain(
			'Whether the signatures in 2 pair.signed records are good: they were not verified.',
		);
	});
});

describe('the artefacts that evidence cites', () => {
	const cited = (body: Readonly<Record<string, unknown>>) => citedArtifacts(chainOf([['snapshot.taken', body]]));
	it.each<[string, Readonly<Record<string, unknown>>, string[]]>([
		[
			'by a field that ends so',
			{ schema_artifact: digest('a'), counts_artifact: digest('b') },
			[digest('a'), digest('b')],
		],
		['by a field that is called so', { artifact: digest('a') }, [digest('a')]],
		['by the older field', { columns_before: digest('a') }, [digest('a')]],
		['in a list', { artifacts: [digest('b'), digest('a'), digest('a')] }, [digest('a'), digest('b')]],
		['under names of their own', { artifacts: { one: digest('a') } }, [digest('a')]],
		['deep inside', { steps: [{ more: { delta_artifact: digest('a') } }] }, [digest('a')]],
		[
			'not: other digests',
			{ sha256: digest('a'), artifactual: digest('b'), my_columns_before: digest('c'), delta: [digest('d')] },
			[],
		],
		['not: what is no digest', { artifact: 'a file', schema_artifact: null, counts_artifact: 1 }, []],
		['not: what is longer', { artifact: `${digest('a')}a` }, []],
	])('%s', (_what, body, expected) => {
		expect(cited(body)).toEqual(expected);
	});
});

describe('a person reads', () => {
	it('what was verified, and what cannot be known', () => {
		const lines = describeVerification(verifyBundle(bundle));
		expect(lines[0]).toBe(`Run ${run} of tiny: completed`);
		expect(lines[1]).toBe(`sha256 ${sha256(bundle)}`);
		expect(lines).toContain(
			`ok     The plan’s bytes give the digest that the run was opened for: 3 files, digest ${plan_digest}`,
		);
		expect(lines).toContain('- Whether evidence came after the anchored heads, and was taken away.');
		expect(lines.at(-1)).toBe('The bundle verifies.');
	});

	it.each([
		['WRONG', withMembers(changed('plan/1.sql', () => '')), 'The bundle does not verify.'],
		[
			'?    ',
			pack({ anchor: null }),
			'The bundle is not complete: nothing in it is wrong, and not everything could be decided.',
		],
	])('%s where it is', (mark, archive, verdict) => {
		const lines = describeVerification(verifyBundle(archive));
		expect(lines.filter((line) => line.startsWith(mark)).length).toBeGreaterThan(0);
		expect(lines.at(-1)).toBe(verdict);
	});

	it('which heads the chains were compared with', () => {
		const heads = Buffer.from(sources.anchor ?? []).toString();
		expect(verifyBundle(bundle).cannot_know[1]).toContain('give heads kept elsewhere with --heads');
		expect(verifyBundle(bundle, { heads }).cannot_know[1]).toContain('Who kept the heads that were given');
		expect(verifyBundle(bundle, { keyring: '{}' }).cannot_know[1]).toContain('Who kept the keyring that was given');
	});
});
