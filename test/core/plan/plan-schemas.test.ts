import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planSchemas } from '../../../core/plan/plan-schemas.ts';

const published = (file: string): unknown =>
	JSON.parse(readFileSync(new URL(`../../../plans/${file}`, import.meta.url), 'utf8'));

it.each(Object.entries(planSchemas()))('%s beside the plans is what the product parses by', (file, schema) => {
	expect(published(file), 'run node scripts/generate-plan-schema.ts').toEqual(JSON.parse(JSON.stringify(schema)));
});

describe('the schema of plan.yaml', () => {
	const schema = published('plan.schema.json') as {
		properties: object;
		required: string[];
		additionalProperties: boolean;
	};

	it('knows every field, asks for those without a default, and knows no other', () => {
		expect(Object.keys(schema.properties)).toEqual(
			expect.arrayContaining([
				'id',
				'requires',
				'target',
				'timeouts',
				'scope',
				'steps',
				'rollback',
				'closeout',
				'register',
			]),
		);
		expect(schema.required).toEqual([
			'id',
			'version',
			'title',
			'transaction',
			'lane',
			'scope',
			'sql',
			'steps',
			'approvals',
		]);
		expect(schema.additionalProperties).toBe(false);
	});

	it.each([
		['p0-v0.1', '../plan.schema.json'],
		['phase-alpha-v0.2', '../plan.schema.json'],
		['examples/article-slugs', '../../plan.schema.json'],
	])('is named at the head of %s, for editors', (plan, path) => {
		const text = readFileSync(new URL(`../../../plans/${plan}/plan.yaml`, import.meta.url), 'utf8');
		expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${path}`);
		expect(Object.keys(parse(text) as object).filter((key) => !(key in schema.properties))).toEqual([]);
	});
});
