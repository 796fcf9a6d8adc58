import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/setup/places.mjs';
import { judgeImport } from './import-rules.ts';
import { importsOf, listImports } from './list-imports.ts';

const LAYERS = ['contract', 'core', 'platform', 'actions', 'extensions'];
const AROUND = ['scripts', 'bench'].filter((folder) => existsSync(join(root, folder)));

describe('who may import whom', () => {
	test.each(LAYERS)('%s imports only what lies below it', (layer) => {
		const imports = listImports(layer);
		expect(imports.length).toBeGreaterThan(0);
		expect(imports.map(judgeImport).filter(Boolean)).toEqual([]);
	});

	test('nothing around the product imports extensions', () => {
		const wrong = AROUND.flatMap(listImports).filter(
			({ isFile, target }) => isFile && target.startsWith('extensions/'),
		);
		expect(wrong).toEqual([]);
	});
});

describe('the judge', () => {
	const cases: [string, string, string | null][] = [
		['contract/a.ts', "import { z } from 'zod'", null],
		['contract/a.ts', "import { x } from '../core/x.ts'", 'contract/a.ts imports core/x.ts'],
		['contract/a.ts', "export * from 'yaml'", 'contract/a.ts imports the package yaml'],
		['core/run/a.ts', "import '../../platform/x.ts'", 'core/run/a.ts imports platform/x.ts'],
		['core/run/a.ts', "const fs = await import('node:fs')", 'core/run/a.ts imports the package node:fs'],
		['platform/a.ts', "import type { A } from '../actions/a.ts'", 'platform/a.ts imports actions/a.ts'],
		['actions/a.ts', "import fs from 'node:fs'", 'actions/a.ts imports the package node:fs'],
		['actions/a.ts', "import pg from 'pg'", 'actions/a.ts imports more than types of pg'],
		['actions/a.ts', "import type pg from 'pg'", null],
		['actions/a.ts', "import { x } from '../extensions/x/x.ts'", 'actions/a.ts imports extensions/x/x.ts'],
		[
			'extensions/module-readiness/a.vue',
			'<template><p/></template><script setup lang="ts">import { x } from \'../../core/x.ts\'</script>',
			'extensions/module-readiness/a.vue imports core/x.ts',
		],
		[
			'extensions/operation-migrate/app.ts',
			"import { x } from './api.ts'",
			'extensions/operation-migrate/app.ts imports extensions/operation-migrate/api.ts',
		],
		['extensions/operation-migrate/api.ts', "import { x } from '../../actions/x.ts'", null],
		['extensions/hook-signals/index.ts', "import type { A } from '../../core/a.ts'", null],
		['extensions/hook-signals/index.ts', "import { type A } from '../../core/a.ts'", null],
		['extensions/hook-signals/index.ts', "import { type A, b } from '../../core/a.ts'", null],
		[
			'extensions/hook-signals/index.ts',
			"const x = require('../endpoint-cutter/x.ts')",
			'extensions/hook-signals/index.ts imports extensions/endpoint-cutter/x.ts',
		],
		['extensions/new-entry/index.ts', "import 'zod'", 'extensions/new-entry/index.ts lies in no layer'],
	];

	test.each(cases)('%s: %s', (file, text, verdict) => {
		expect(importsOf(file, text).map(judgeImport)).toEqual([verdict]);
	});
});
