import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APP_SHARED_DEPS } from '@directus/extensions';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareBundle } from '../../scripts/setup/bundle.mjs';
import { root } from '../../scripts/setup/places.mjs';
import { importsOf } from './list-imports.ts';

/** The builder only warns of what a browser cannot load. */
describe('dist/app.js, which the browser loads', () => {
	let code = '';

	beforeAll(async () => {
		await prepareBundle();
		code = readFileSync(join(root, 'dist', 'app.js'), 'utf8');
	});

	test('imports nothing but what the Studio shares', () => {
		const shared: readonly string[] = APP_SHARED_DEPS;
		const foreign = importsOf('app.js', code).filter(({ target }) => !shared.includes(target));
		expect(foreign).toEqual([]);
	});

	test('holds no import of a Node built-in, in whatever form', () => {
		expect(code).not.toMatch(/["'`]node:/);
	});

	test('holds nothing of the parser, the driver or the queue', () => {
		for (const mark of ['PgQueryModule', 'pg-boss', 'PGPASSFILE']) expect(code).not.toContain(mark);
	});
});
