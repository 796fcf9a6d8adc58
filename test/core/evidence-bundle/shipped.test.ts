import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packBundle } from '../../../core/evidence-bundle/pack-bundle.ts';
import { verifyBundle } from '../../../core/evidence-bundle/verify-bundle.ts';
import { identity, sourcesOf } from './sample-run.ts';

let folder: string;
let shipped: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'cutter-shipped-'));
	shipped = join(folder, 'verify-evidence.js');
	execFileSync(process.execPath, ['scripts/verify-bundle/build.mjs', shipped], { stdio: 'ignore' });
	writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
	writeFileSync(join(folder, 'bundle.tar'), packBundle(identity, sourcesOf()));
	writeFileSync(join(folder, 'lacking.tar'), packBundle(identity, { ...sourcesOf(), anchor: null }));
	writeFileSync(join(folder, 'wrong.tar'), packBundle(identity, { ...sourcesOf(), artifacts: new Map() }));
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the shipped verifier', () => {
	it('is one file that imports nothing but what Node brings, and nothing that reaches a network', () => {
		const code = readFileSync(shipped, 'utf8');
		const imported = [
			...code.matchAll(/(?:from|import) ?["']([^"']+)["']|import\(["']([^"']+)["']\)|require\(["']([^"']+)["']\)/g),
		];
		const modules = new Set(imported.map(([, from, dynamic, required]) => from ?? dynamic ?? required));
		expect([...modules].sort()).toEqual(['buffer', 'node:crypto', 'node:fs', 'process']);
		expect(code).not.toContain('sourceMappingURL=');
		expect(code.includes(process.cwd())).toBe(false);
		expect(code.startsWith('#!/usr/bin/env node\n')).toBe(true);
	});

	// The machine's own Node, where there is one, is older than the one that Directus needs.
	const nodes = [
		process.execPath,
		...['/usr/bin/node', '/usr/local/bin/node'].filter((path) => existsSync(path)),
	].filter(isRecent);

	describe.each(nodes)('on %s', (node) => {
		it.each([
			['bundle.tar', 0],
			['wrong.tar', 1],
			['lacking.tar', 2],
		])('decides of %s as the sources do', (name, code) => {
			const file = join(folder, name);
			const { status, stdout } = spawnSync(node, [shipped, '--json', file], { encoding: 'utf8', env: {}, cwd: '/' });
			expect(status).toBe(code);
			expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(verifyBundle(readFileSync(file)))));
		});

		it('says what is no bundle', () => {
			const { status, stderr } = spawnSync(node, [shipped, shipped], { encoding: 'utf8', env: {} });
			expect([status, stderr]).toEqual([2, 'Not verified: this is no tar archive\n']);
		});
	});

	/** 20.12, which has `crypto.hash`. */
	function isRecent(node: string): boolean {
		const [major = 0, minor = 0] = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
			.split('.')
			.map(Number);
		return major > 20 || (major === 20 && minor >= 12);
	}
});
