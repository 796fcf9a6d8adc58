import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../../core/backup/compare/compare-schemas.ts';
import { exceptionsOfMessages, exceptionsOfSchema } from '../../../core/backup/derive-exceptions.ts';
import type { SchemaObject, SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';

const snapshot = (...objects: SchemaObject[]): SchemaSnapshot => ({
	format: 'schema-snapshot-v2',
	objects,
	excluded_schemas: [],
	not_covered: [],
});
const object = (kind: SchemaObject['kind'], name: string, aspects: SchemaObject['aspects'] = {}): SchemaObject => ({
	kind,
	name,
	aspects,
});
const rulesOf = (...objects: SchemaObject[]) =>
	exceptionsOfSchema(snapshot(...objects)).map(({ what, rule }) => [what, rule]);

describe('what no restore gives back is excepted by name', () => {
	it.each<[string, SchemaObject[], [string, string][]]>([
		['a subscription', [object('subscription', 's')], [['subscription s', 'subscription-left-out']]],
		[
			'an index that is not valid',
			[object('index', 'public.i', { table: 'public.t', valid: false })],
			[['index public.i', 'index-not-valid']],
		],
		[
			'an operator that is only announced',
			[object('operator', 'public.!==(boolean, boolean)', { owner: 'a' })],
			[['operator public.!==(boolean, boolean)', 'operator-undefined']],
		],
		[
			'a tablespace',
			[object('table', 'public.t', { tablespace: 'fast' })],
			[['table public.t', 'tablespace-left-out']],
		],
		[
			'switched-off triggers of foreign keys',
			[object('table', 'public.t', { internal_triggers: ['x'] })],
			[['table public.t', 'internal-triggers-anew']],
		],
		[
			'an interrupted detachment',
			[object('table', 'public.p', { detach_pending: true })],
			[['table public.p', 'detachment-undone']],
		],
	])('%s', (_, objects, exceptions) => {
		expect(rulesOf(...objects)).toEqual(exceptions);
	});

	it.each<[string, SchemaObject[]]>([
		['an operator that does something', [object('operator', 'public.===(a, a)', { function: 'public.same(a, a)' })]],
		['a valid index', [object('index', 'public.i', { table: 'public.t' })]],
		[
			'the index of a partitioned table, which is dumped though not valid',
			[
				object('table', 'public.p', { kind: 'partitioned' }),
				object('index', 'public.i', { table: 'public.p', valid: false }),
			],
		],
		['the database’s own tablespace, which no dump carries', [object('database', 'current', { tablespace: 'fast' })]],
	])('and not %s', (_, objects) => {
		expect(rulesOf(...objects)).toEqual([]);
	});
});

describe('what pg_restore said is excepted by name', () => {
	it.each([
		[
			'user-mapping-role',
			"pg_restore: error: …\nCommand was: CREATE USER MAPPING FOR reporting SERVER elsewhere OPTIONS (\n    password '***'\n);",
			'user mapping reporting on elsewhere',
		],
		['user-mapping-role', 'Command was: CREATE USER MAPPING FOR "r s" SERVER e;', 'user mapping "r s" on e'],
		[
			'refresh-reads-elsewhere',
			'pg_restore: error: …\nCommand was: REFRESH MATERIALIZED VIEW public.copied;',
			'materialized view public.copied',
		],
	])('%s: %s', (rule, text, what) => {
		expect(exceptionsOfMessages([{ text, verdict: 'benign', rule }])).toMatchObject([{ what, rule }]);
	});

	it('and nothing else', () => {
		expect(
			exceptionsOfMessages([
				{ text: 'pg_restore: warning: errors ignored on restore: 1', verdict: 'benign', rule: 'ignored-errors-sum' },
				{ text: 'Command was: REFRESH MATERIALIZED VIEW public.v;', verdict: 'fatal' },
			]),
		).toEqual([]);
	});
});

describe('an exception excuses', () => {
	const mapping = object('user mapping', 'reporting on elsewhere');
	const view = (aspects: SchemaObject['aspects']) => object('materialized view', 'public.copied', aspects);
	const excepted = (what: string, rule: string) => [{ what, rule, reason: '' }];

	it('the absence of what it names, and of nothing else', () => {
		const exceptions = excepted('user mapping reporting on elsewhere', 'user-mapping-role');
		const other = object('user mapping', 'other on elsewhere');
		expect(compareSchemas(snapshot(mapping, other), snapshot(), exceptions)).toEqual([
			'- user mapping other on elsewhere',
		]);
	});

	it('an unpopulated view, not an absent one nor another definition', () => {
		const exceptions = excepted('materialized view public.copied', 'refresh-reads-elsewhere');
		const source = snapshot(view({ definition: 'SELECT 1' }));
		expect(compareSchemas(source, snapshot(view({ definition: 'SELECT 1', populated: false })), exceptions)).toEqual(
			[],
		);
		expect(compareSchemas(source, snapshot(), exceptions)).toHaveLength(1);
		expect(
			compareSchemas(source, snapshot(view({ definition: 'SELECT 2', populated: false })), exceptions).join(),
		).toMatch(/^~ materialized view public\.copied: definition(?!.*populated)/);
	});
});
