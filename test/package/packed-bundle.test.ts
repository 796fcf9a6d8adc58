import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareBundle } from '../../scripts/setup/bundle.mjs';
import { root } from '../../scripts/setup/places.mjs';
import { sharedDirectus } from '../support/shared-directus.ts';

const ALLOWED =
	/^(dist\/(app|api|verify-evidence)\.js|dist\/THIRD-PARTY-LICENSES\.txt|(plans|sql)\/.+\.(sql|ya?ml|md)|plans\/[a-z-]+\.schema\.json|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;

describe('the packed bundle', () => {
	let tarball = '';
	let files: string[] = [];

	beforeAll(async () => {
		tarball = await prepareBundle();
		const listing = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' });
		files = listing
			.trimEnd()
			.split('\n')
			.map((name) => name.replace(/^package\//, ''));
	});

	test('holds both halves of the code, every plan and every SQL file', () => {
		const shipped = ['plans', 'sql'].flatMap((folder) => filesUnder(folder));
		expect(shipped.length).toBeGreaterThan(0);
		expect(files).toEqual(expect.arrayContaining(['package.json', 'dist/app.js', 'dist/api.js', ...shipped]));
	});

	test('holds the licence of everything that is bundled, and of Unicode’s data', () => {
		const notices = execFileSync('tar', ['-xzOf', tarball, 'package/dist/THIRD-PARTY-LICENSES.txt'], {
			encoding: 'utf8',
		});
		for (const name of ['zod', 'pg', 'pg-boss', '@libpg-query/parser', 'yaml'])
			expect(notices).toContain(`Name: ${name}\n`);
		expect(notices).toContain('UNICODE LICENSE V3');
		expect(notices).not.toContain(root);
	});

	test('holds nothing else: no source map, no test, no secret', () => {
		expect(files.filter((name) => !ALLOWED.test(name))).toEqual([]);
	});

	test('names no source map and no folder of the machine that built it', () => {
		for (const half of ['app.js', 'api.js']) {
			const code = execFileSync('tar', ['-xzOf', tarball, `package/dist/${half}`], {
				maxBuffer: 2 ** 27,
				encoding: 'utf8',
			});
			expect(code).not.toContain('sourceMappingURL=');
			expect(code.includes(root)).toBe(false);
		}
	});

	test('is loaded by Directus, whose bundle then answers', async () => {
		const directus = sharedDirectus();
		expect(await directus.api().get('/cutter/health')).toHaveProperty('data');
		const extensions = await directus.api({ token: directus.adminToken }).get('/extensions');
		expect(extensions).toMatchObject({
			data: expect.arrayContaining([
				expect.objectContaining({
					schema: expect.objectContaining({ type: 'bundle', name: manifestName() }),
					meta: expect.objectContaining({ enabled: true }),
				}),
			]),
		});
	});
});

function filesUnder(folder: string): string[] {
	const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

function manifestName(): string {
	return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name;
}
