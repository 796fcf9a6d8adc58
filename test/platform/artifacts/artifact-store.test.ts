import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../core/digest/canonical-json.ts';
import { sha256 } from '../../../core/digest/sha256.ts';
import { getArtifact, putArtifact, writePrivately } from '../../../platform/artifacts/artifact-store.ts';

const value = { b: [1, 'Đ'], a: null };
let dir: string;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'cutter-artifacts-'));
});
afterEach(() => rm(dir, { recursive: true }));

const fileOf = (digest: string) => join(dir, 'objects', `${digest}.json`);
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('keeping a value', () => {
	it('puts it under the digest of its canonical JSON, and gives it back', async () => {
		const digest = await putArtifact(dir, value);
		expect(digest).toBe(sha256(canonicalJson(value)));
		expect(await readFile(fileOf(digest), 'utf8')).toBe('{"a":null,"b":[1,"Đ"]}');
		expect(await getArtifact(dir, digest)).toEqual(value);
	});

	it('gives one digest to one value, and leaves one file', async () => {
		expect(await putArtifact(dir, { a: null, b: [1, 'Đ'] })).toBe(await putArtifact(dir, value));
		expect(await readdir(join(dir, 'objects'))).toHaveLength(1);
	});

	it('leaves nothing half-written behind', async () => {
		const digest = await putArtifact(dir, value);
		expect(await readdir(join(dir, 'objects'))).toEqual([`${digest}.json`]);
	});

	it.each([
		['a generous umask', 0o000],
		['a strict umask', 0o077],
	])('is for its owner alone under %s', async (_what, mask) => {
		const before = process.umask(mask);
		try {
			const digest = await putArtifact(dir, value);
			expect([await modeOf(fileOf(digest)), await modeOf(join(dir, 'objects'))]).toEqual(['600', '700']);
		} finally {
			process.umask(before);
		}
	});

	it('closes a folder that stood open', async () => {
		await mkdir(join(dir, 'objects'));
		await chmod(join(dir, 'objects'), 0o777);
		await putArtifact(dir, value);
		expect(await modeOf(join(dir, 'objects'))).toBe('700');
	});

	it('makes the folders that are missing, all of them closed', async () => {
		const deep = join(dir, 'a', 'b');
		await putArtifact(deep, value);
		expect([await modeOf(join(dir, 'a')), await modeOf(deep)]).toEqual(['700', '700']);
	});

	it('refuses what has no canonical form, and keeps nothing', async () => {
		await expect(putArtifact(dir, { a: 2 ** 60 })).rejects.toThrow('a: unsafe integer');
		expect(await readdir(dir)).toEqual([]);
	});
});

describe('reading an artefact', () => {
	const changes: [string, (text: string) => string][] = [
		['a changed byte', (text) => text.replace('1', '2')],
		['a space more', (text) => `${text} `],
		['the same value in another order', () => '{"b":[1,"Đ"],"a":null}'],
		['a cut end', (text) => text.slice(0, -1)],
		['nothing', () => ''],
	];

	it.each(changes)('is refused for %s', async (_what, change) => {
		const digest = await putArtifact(dir, value);
		await writeFile(fileOf(digest), change(await readFile(fileOf(digest), 'utf8')));
		await expect(getArtifact(dir, digest)).rejects.toMatchObject({ code: 'STALE_DIGEST', facts: { digest } });
	});

	it('is refused for the content of another artefact', async () => {
		const [one, other] = [await putArtifact(dir, value), await putArtifact(dir, 'other')];
		await writeFile(fileOf(one), await readFile(fileOf(other)));
		await expect(getArtifact(dir, one)).rejects.toMatchObject({ code: 'STALE_DIGEST' });
	});

	it('is not found when it is gone', async () => {
		await expect(getArtifact(dir, sha256('gone'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
	});

	it('gives nothing for a name that leaves the folder', async () => {
		await writeFile(join(dir, 'secret.json'), '"secret"');
		await expect(getArtifact(dir, '../secret')).rejects.toMatchObject({ code: 'STALE_DIGEST' });
	});

	it('is not called gone when it cannot be read', async () => {
		await mkdir(fileOf(sha256('a folder')), { recursive: true });
		await expect(getArtifact(dir, sha256('a folder'))).rejects.not.toMatchObject({ code: 'NOT_FOUND' });
	});
});

describe('writing privately', () => {
	it('replaces the whole file', async () => {
		await writePrivately(dir, 'a', 'long content');
		await writePrivately(dir, 'a', 'short');
		expect(await readFile(join(dir, 'a'), 'utf8')).toBe('short');
	});

	// Sharing one file aside, the first to rename would take it from the others.
	it('takes several writers of one name, of whom the last stays', async () => {
		const contents = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(1000));
		const settled = await Promise.allSettled(contents.map((content) => writePrivately(dir, 'a', content)));
		expect(settled.filter(({ status }) => status === 'rejected')).toEqual([]);
		expect(contents).toContain(await readFile(join(dir, 'a'), 'utf8'));
	});
});
