import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stateAnchor } from '../../../core/evidence/anchor.ts';
import { readAnchor, readKeptAnchor, writeHeads } from '../../../platform/artifacts/heads-file.ts';
import { hasCopies, keepCopies, readCopiedHeads, readCopies } from '../../../platform/artifacts/ledger-copies.ts';
import { anchoredAt } from '../../core/evidence/anchor-text.ts';
import { chainOf } from '../../core/evidence/chain-of.ts';

let dir: string;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'cutter-outside-'));
});
afterEach(() => rm(dir, { recursive: true }));

const modeOf = async (name: string) => ((await stat(join(dir, name))).mode & 0o777).toString(8);

describe('the anchored heads', () => {
	const installation = '3f0c1f5e-8f0e-4c7e-9a53-0f6b1b6c2d11';
	const anchor = (heads: Parameters<typeof stateAnchor>[2]) => stateAnchor(installation, anchoredAt, heads);
	const readHeads = async (folder: string) => (await readKeptAnchor(folder))?.heads ?? null;
	const heads = [
		{ chain: 'installation', seq: 3, hash: 'a'.repeat(64) },
		{ chain: 'run-1', seq: 1, hash: 'b'.repeat(64) },
	];

	it('are read back as written, from a file for its owner alone', async () => {
		await writeHeads(dir, anchor(heads), []);
		expect(await readHeads(dir)).toEqual(heads);
		expect(await readAnchor(dir)).toEqual({
			state: 'kept',
			installation,
			heads,
			signed: { statement: anchor(heads), signatures: [] },
		});
		expect(await modeOf('heads.json')).toBe('600');
	});

	it('are none before any was anchored', async () => {
		expect(await readHeads(dir)).toBeNull();
		expect(await readAnchor(dir)).toEqual({ state: 'missing' });
	});

	it('are no heads when the list is empty, which is not the same', async () => {
		await writeHeads(dir, anchor([]), []);
		expect(await readHeads(dir)).toEqual([]);
	});

	it.each(['', '{', '{}', '[{"chain":"run-1"}]', '[{"chain":"run-1","seq":"1","hash":"x"}]'])(
		'are refused when they read %s, with what to do',
		async (text) => {
			await writeFile(join(dir, 'heads.json'), text);
			await expect(readHeads(dir)).rejects.toMatchObject({
				code: 'SETUP_NEEDED',
				message: expect.stringMatching(/heads.json was altered: .* Bring heads.json back from a backup/),
			});
		},
	);

	// The ledger agrees with an anchor that never was.
	it('are not none when they cannot be read', async () => {
		await mkdir(join(dir, 'heads.json'));
		await expect(readHeads(dir)).rejects.toMatchObject({
			code: 'SETUP_NEEDED',
			message: expect.stringContaining('cannot be read: EISDIR'),
		});
		expect(await readAnchor(dir)).toEqual({ state: 'unreadable', reason: 'EISDIR' });
	});
});

describe('the copies of records', () => {
	const records = chainOf([
		['run.opened', { plan: 'tiny', name: 'Đ😀' }],
		['run.abandoned', {}],
	]);
	const [first, second] = records;

	it('are read back in order, from files for their owner alone', async () => {
		await keepCopies(dir, records.toReversed());
		expect(await readCopies(dir, 'run-1')).toEqual(records);
		expect(await modeOf('ledger/run-1/0000000001.json')).toBe('600');
		expect([await hasCopies(dir, 'run-1'), await hasCopies(dir, 'run-2')]).toEqual([true, false]);
	});

	it('of an older ledger, many at once, are the same files', async () => {
		const many = chainOf(Array.from({ length: 120 }, (_, n) => ['action.refused', { n }] as const));
		await keepCopies(dir, many);
		expect(await readCopies(dir, 'run-1')).toEqual(many);
		expect(await readdir(join(dir, 'ledger/run-1'))).toHaveLength(120);
		expect([await modeOf('ledger/run-1'), await modeOf('ledger/run-1/0000000120.json')]).toEqual(['700', '600']);
	});

	it('say how far each chain once went', async () => {
		await keepCopies(dir, [...records, ...chainOf([['run.opened', {}]], 'run-2')]);
		expect(await readCopiedHeads(dir)).toEqual([
			{ chain: 'run-1', seq: 2, hash: second?.hash },
			{ chain: 'run-2', seq: 1, hash: expect.any(String) },
		]);
	});

	it('are none before the first', async () => {
		expect([await readCopies(dir, 'run-1'), await readCopiedHeads(dir)]).toEqual([[], []]);
	});

	it.each(['', '{', '{}', '[]', 'null'])('that read %s are none', async (text) => {
		await keepCopies(dir, records);
		await writeFile(join(dir, 'ledger/run-1/0000000002.json'), text);
		expect(await readCopies(dir, 'run-1')).toEqual([first]);
		expect(await readCopiedHeads(dir)).toMatchObject([{ seq: 1 }]);
	});

	it('that were edited say nothing of how far the chain went', async () => {
		await keepCopies(dir, records);
		await writeFile(join(dir, 'ledger/run-1/0000000002.json'), JSON.stringify({ ...second, actor: 'x' }));
		expect(await readCopiedHeads(dir)).toMatchObject([{ seq: 1 }]);
	});

	// A chain's name comes from the database, where the migration role may write any.
	it.each(['../up', '..', '.', '/etc', 'a/b', 'A', '', '-x', 'a.b'])(
		'are not kept, nor looked for, under the name %j',
		async (name) => {
			await keepCopies(dir, chainOf([['run.opened', {}]], name));
			expect(await readdir(dir)).toEqual([]);
			await writeFile(join(dir, '0000000001.json'), JSON.stringify(first));
			expect([await readCopies(dir, name), await hasCopies(dir, name)]).toEqual([[], false]);
		},
	);

	it('are not kept of what cannot be hashed, and replace what was there', async () => {
		if (!first) throw new Error('the chain is empty');
		await keepCopies(dir, [
			{ ...first, body: Number.NaN },
			{ ...first, flaw: 'x' },
		]);
		expect(await readCopies(dir, 'run-1')).toEqual([]);
		await keepCopies(dir, [{ ...first, actor: 'older' }]);
		await keepCopies(dir, [first]);
		expect(JSON.parse(await readFile(join(dir, 'ledger/run-1/0000000001.json'), 'utf8'))).toEqual(first);
	});
});
