import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/digest/sha256.ts';
import { freezePlan } from '../../../core/plan/freeze-plan.ts';
import type { PlanSourceFile } from '../../../core/plan/frozen-plan.ts';
import { planDigest } from '../../../core/plan/plan-digest.ts';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';
import { bytesOf, draftFiles } from './draft-files.ts';

const folder: readonly PlanSourceFile[] = [
	{ path: 'plan.yaml', bytes: bytesOf('id: a\n') },
	{ path: 'steps/1.sql', bytes: bytesOf('SELECT 1;\n') },
	{ path: 'Read me.md', bytes: bytesOf('') },
];
const replaced = (path: string, change: Partial<PlanSourceFile>) =>
	folder.map((file) => (file.path === path ? { ...file, ...change } : file));

it('is sha256 over the canonical JSON of paths and digests, in the order of paths', () => {
	const entries = ['Read me.md', 'plan.yaml', 'steps/1.sql'].map((path) => {
		const bytes = folder.find((file) => file.path === path)?.bytes ?? new Uint8Array();
		return `{"path":"${path}","sha256":"${sha256(bytes)}"}`;
	});
	expect(planDigest(folder)).toBe(sha256(`[${entries.join(',')}]`));
});

it('does not change with the order in which files are read', () => {
	expect(planDigest([...folder].reverse())).toBe(planDigest(folder));
});

it('changes with any byte of any file', () => {
	for (const { path, bytes } of folder) {
		for (let at = 0; at < bytes.length; at += 1) {
			const flipped = bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
			expect(planDigest(replaced(path, { bytes: flipped })), `byte ${at} of ${path}`).not.toBe(planDigest(folder));
		}
	}
});

describe('changes with', () => {
	it.each<[string, readonly PlanSourceFile[]]>([
		['a byte more', replaced('steps/1.sql', { bytes: bytesOf('SELECT 1;\n\n') })],
		['other line ends', replaced('steps/1.sql', { bytes: bytesOf('SELECT 1;\r\n') })],
		['a path', replaced('steps/1.sql', { path: 'steps/2.sql' })],
		['the case of a path', replaced('steps/1.sql', { path: 'steps/1.SQL' })],
		['a file more, even an empty one', [...folder, { path: 'note', bytes: new Uint8Array() }]],
		['a file less', folder.slice(0, 2)],
		['two contents swapped', folder.map((file, at) => ({ ...file, bytes: folder[(at + 1) % 3]?.bytes ?? file.bytes }))],
	])('%s', (_what, files) => {
		expect(planDigest(files)).not.toBe(planDigest(folder));
	});
});

it('is what a frozen plan carries', async () => {
	await loadSqlParser();
	const files = draftFiles();
	expect(freezePlan(files).digest).toBe(planDigest(files));
	expect(freezePlan([...files, { path: 'README.md', bytes: bytesOf('read') }]).digest).not.toBe(planDigest(files));
});
