import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gateIds, gateLabels } from '../../contract/gates.ts';
import { conditions, phases } from '../../contract/runs.ts';
import { verdicts } from '../../contract/status.ts';
import { freezePlanFolder } from '../../platform/plans/freeze-plan-folder.ts';
import { loadPlans } from '../../platform/plans/load-plans.ts';
import { root } from '../../scripts/setup/places.mjs';
import { findBrokenLinks } from './find-broken-links.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const isPage = (name: string) => name.endsWith('.md');
const pages = [
	...readdirSync(root).filter(isPage),
	...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter(isPage)
		.map((name) => join('docs', name)),
].sort();

/** Variables as `platform/env.ts` declares them; its schema is not for others to look into. */
const declared = [...read('platform/env.ts').matchAll(/^\t([A-Z][A-Z_]+): /gm)].map(([, name]) => `CUTTER_${name}`);
const variables = (text: string) => [...new Set(text.match(/\bCUTTER_[A-Z_]+\b/g) ?? [])];

describe('links', () => {
	test.each(pages)('%s links only to what is there', (page) => {
		expect(findBrokenLinks(root, page)).toEqual([]);
	});

	test('a missing file and a missing heading would be found', () => {
		const text =
			'[a](no-such.md) [b](../README.md#no-such-heading) ![c](images/none.png) [d](https://example.com) [e](#here)\n## Here\n';
		expect(findBrokenLinks(root, 'docs/page.md', text)).toEqual([
			'no-such.md',
			'../README.md#no-such-heading',
			'images/none.png',
		]);
	});
});

describe('settings', () => {
	test('are found in platform/env.ts', () => {
		expect(declared).toContain('CUTTER_DATABASE_URL');
		expect(declared.length).toBeGreaterThan(10);
	});

	test.each(pages)('%s names only settings that exist', (page) => {
		expect(variables(read(page)).filter((name) => !declared.includes(name))).toEqual([]);
	});

	test.each(declared)('%s has a row in the handbook', (name) => {
		expect(read('docs/installing.md')).toMatch(new RegExp(`^\\| \`${name}\` \\| .*\\| \\S.* \\|$`, 'm'));
	});
});

describe('the page of gates', () => {
	const sections = new Map(
		read('docs/gates.md')
			.split(/^## /m)
			.slice(1)
			.map((section) => [section.slice(0, section.indexOf('\n')), section]),
	);

	test('has a section for each gate and for nothing else', () => {
		expect([...sections.keys()].sort()).toEqual([...gateIds].sort());
	});

	test.each(Object.entries(gateLabels))('labels %s as %s', (gate, label) => {
		expect(sections.get(gate)).toContain(`\n\n${label}. `);
	});
});

describe('the page of states', () => {
	test.each([...phases, ...conditions, ...verdicts])('explains %s', (state) => {
		expect(read('docs/run-states.md')).toContain(`\`${state}\``);
	});
});

describe('the example plan', () => {
	const folder = mkdtempSync(join(tmpdir(), 'cutter-docs-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	test('is complete: frozen as the page says, it loads', async () => {
		const blocks = [
			...read('docs/writing-a-plan.md').matchAll(/^`(add-article-notes\/[^`]+)`\n\n```\w+\n([\s\S]*?)^```$/gm),
		];
		for (const [, file = '', text = ''] of blocks) {
			mkdirSync(dirname(join(folder, file)), { recursive: true });
			writeFileSync(join(folder, file), text);
		}
		expect(existsSync(join(folder, 'add-article-notes', 'plan.yaml'))).toBe(true);
		expect(await freezePlanFolder(join(folder, 'add-article-notes'))).toBe(true);
		const [loaded] = await loadPlans([folder]);
		expect(loaded?.refused ?? null).toBeNull();
		expect(loaded?.plan?.steps.map(({ id, execute }) => [id, execute.length])).toEqual([
			['note', 1],
			['reviewed', 1],
		]);
	});
});
