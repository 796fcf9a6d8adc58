import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInstallationFile, writeInstallationFile } from '../../../platform/artifacts/installation-file.ts';

let dir: string;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'cutter-outside-'));
});
afterEach(() => rm(dir, { recursive: true }));

const modeOf = async (name: string) => ((await stat(join(dir, name))).mode & 0o777).toString(8);

describe('the installation id', () => {
	const fact = {
		id: '3f0c1f5e-8f0e-4c7e-9a53-0f6b1b6c2d11',
		label: 'production',
		system_identifier: '7',
		database: 'subject',
		database_oid: 16_384,
	};

	it('is read back as written, from a file for its owner alone', async () => {
		await writeInstallationFile(dir, fact);
		expect(await readInstallationFile(dir)).toEqual(fact);
		expect(await modeOf('installation.json')).toBe('600');
	});

	it('is none before enrolment', async () => {
		expect(await readInstallationFile(dir)).toBeNull();
	});

	it('is not none when it cannot be read', async () => {
		await mkdir(join(dir, 'installation.json'));
		await expect(readInstallationFile(dir)).rejects.toMatchObject({
			code: 'SETUP_NEEDED',
			message: expect.stringContaining('EISDIR'),
		});
	});

	it.each(['', '{}', JSON.stringify({ ...fact, id: 'no uuid' }), JSON.stringify({ ...fact, database_oid: '16384' })])(
		'is refused when it reads %s',
		async (text) => {
			await writeFile(join(dir, 'installation.json'), text);
			await expect(readInstallationFile(dir)).rejects.toThrow();
		},
	);

	it('is replaced whole', async () => {
		await writeInstallationFile(dir, { ...fact, label: 'a much longer label than the other one' });
		await writeInstallationFile(dir, fact);
		expect(JSON.parse(await readFile(join(dir, 'installation.json'), 'utf8'))).toEqual(fact);
	});
});
