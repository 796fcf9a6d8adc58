import { describe, expect, it } from 'vitest';
import type { Json } from '../../../core/digest/canonical-json.ts';
import { describeDelta } from '../../../core/snapshot/describe-delta.ts';
import { diffSchemas } from '../../../core/snapshot/diff-schemas.ts';
import { isAdditionsOnly } from '../../../core/snapshot/is-additions-only.ts';
import { listNotCovered } from '../../../core/snapshot/not-covered.ts';
import type { SchemaObject, SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { deltaDigest, snapshotDigest } from '../../../core/snapshot/snapshot-digest.ts';

const table = (name: string, aspects: SchemaObject['aspects'] = {}): SchemaObject => ({ kind: 'table', name, aspects });
const column = (name: string, aspects: SchemaObject['aspects'] = {}): SchemaObject => ({
	kind: 'column',
	name,
	aspects,
});
const grant = (name: string, grantable = false): SchemaObject => ({ kind: 'grant', name, aspects: { grantable } });
const revocation: SchemaObject = { kind: 'revocation', name: 'EXECUTE on function f() from PUBLIC', aspects: {} };
const snapshot = (...objects: SchemaObject[]): SchemaSnapshot => ({
	format: 'schema-snapshot-v2',
	objects,
	excluded_schemas: [],
	not_covered: [],
});

describe('diffSchemas', () => {
	it('finds nothing between equals, whatever the order of objects and aspects', () => {
		const a = snapshot(table('a', { owner: 'x', options: ['p', 'q'] }), column('a.id'));
		const b = snapshot(column('a.id'), table('a', { options: ['p', 'q'], owner: 'x' }));
		expect(diffSchemas(a, b)).toEqual({ added: [], removed: [], changed: [] });
	});

	it('tells kinds of one name apart', () => {
		const delta = diffSchemas(snapshot(table('a')), snapshot(column('a')));
		expect(delta).toEqual({ added: [column('a')], removed: [table('a')], changed: [] });
	});

	it('gives of a changed object only what differs', () => {
		const before = snapshot(table('a', { owner: 'x', comment: null, options: ['p'] }));
		const after = snapshot(table('a', { owner: 'x', comment: 'c', options: ['p', 'q'] }));
		expect(diffSchemas(before, after).changed).toEqual([
			{
				kind: 'table',
				name: 'a',
				aspects: { comment: { before: null, after: 'c' }, options: { before: ['p'], after: ['p', 'q'] } },
			},
		]);
	});

	it('counts an aspect that one side does not know as null', () => {
		expect(diffSchemas(snapshot(table('a')), snapshot(table('a', { comment: null }))).changed).toEqual([]);
		expect(diffSchemas(snapshot(table('a', { comment: null })), snapshot(table('a'))).changed).toEqual([]);
		expect(diffSchemas(snapshot(table('a', { comment: 'c' })), snapshot(table('a'))).changed).toMatchObject([
			{ aspects: { comment: { before: 'c', after: null } } },
		]);
		expect(diffSchemas(snapshot(table('a')), snapshot(table('a', { forced: false }))).changed).toHaveLength(1);
	});

	it('is the mirror image the other way round', () => {
		const one = snapshot(table('a', { owner: 'x' }), table('c'), table('z'));
		const two = snapshot(table('a', { owner: 'y' }), table('b'), table('d'));
		const [there, back] = [diffSchemas(one, two), diffSchemas(two, one)];
		expect(there.added).toEqual(back.removed);
		expect(there.removed).toEqual(back.added);
		expect(there.added.map(({ name }) => name)).toEqual(['b', 'd']);
		expect(there.removed.map(({ name }) => name)).toEqual(['c', 'z']);
	});

	it('sorts by code units, not by language', () => {
		const { added } = diffSchemas(snapshot(), snapshot(table('b'), table('a'), table('Z'), table('é')));
		expect(added.map(({ name }) => name)).toEqual(['Z', 'a', 'b', 'é']);
	});

	it('refuses two objects of one name', () => {
		expect(() => diffSchemas(snapshot(table('a'), table('a')), snapshot())).toThrow('both called table a');
	});
});

describe('isAdditionsOnly', () => {
	it.each([
		[true, 'nothing', snapshot(table('a')), snapshot(table('a'))],
		[true, 'an added column', snapshot(table('a')), snapshot(table('a'), column('a.b'))],
		[false, 'a removed column', snapshot(table('a'), column('a.b')), snapshot(table('a'))],
		[false, 'a changed owner', snapshot(table('a', { owner: 'x' })), snapshot(table('a', { owner: 'y' }))],
		[false, 'an addition beside a removal', snapshot(table('a')), snapshot(table('b'))],
		[false, 'a privilege taken', snapshot(), snapshot(revocation)],
		[true, 'a privilege given back', snapshot(revocation), snapshot()],
		[false, 'a label', snapshot(), snapshot({ kind: 'security label', name: 'l', aspects: {} })],
		[false, 'an object in pg_catalog', snapshot(), snapshot({ kind: 'system object', name: 'o', aspects: {} })],
	])('%s for %s', (expected, _what, before, after) => {
		expect(isAdditionsOnly(diffSchemas(before, after))).toBe(expected);
	});
});

describe('digests', () => {
	it('are of the content, not of the order of members', () => {
		const [a, b] = [snapshot(table('a', { x: 1, y: 2 })), snapshot(table('a', { y: 2, x: 1 }))];
		expect(snapshotDigest(a)).toBe(snapshotDigest(b));
		expect(snapshotDigest(a)).not.toBe(snapshotDigest(snapshot(table('a', { x: 1, y: 3 }))));
		expect(snapshotDigest(a)).toBe(snapshotDigest({ ...a, not_covered: [] }));
		expect(snapshotDigest(a)).not.toBe(snapshotDigest({ ...a, excluded_schemas: ['s'] }));
		expect(snapshotDigest(a)).not.toBe(
			snapshotDigest({ ...a, not_covered: [{ kind: 'policy', count: null, reason: 'x' }] }),
		);
	});

	it('are of the schema, not of the number of large objects', () => {
		const [few, many] = [1, 1000].map((count) => ({ ...snapshot(), not_covered: listNotCovered(count) }));
		expect(few).not.toEqual(many);
		expect(few && many && snapshotDigest(few) === snapshotDigest(many)).toBe(true);
	});

	it('of a delta are the same for both generations of an expression, and for nothing else', () => {
		const [first, second, other] = [
			`((a)::text = ANY ((ARRAY['x'::character varying])::text[]))`,
			`((a)::text = ANY (ARRAY[('x'::character varying)::text]))`,
			`((a)::text = ANY (ARRAY[('y'::character varying)::text]))`,
		].map((definition): SchemaObject => ({ kind: 'constraint', name: 'c', aspects: { definition } }));
		const dropped = (...objects: SchemaObject[]) => deltaDigest(diffSchemas(snapshot(...objects), snapshot()));
		const made = (...objects: SchemaObject[]) => deltaDigest(diffSchemas(snapshot(), snapshot(...objects)));
		if (!first || !second || !other) throw new Error('three definitions were written');
		expect(dropped(first)).toBe(dropped(second));
		expect(made(first)).toBe(made(second));
		expect(made(second)).not.toBe(made(other));
		expect(made(second)).not.toBe(dropped(second));
	});

	it('of a delta is the same whatever it was applied to', () => {
		const small = diffSchemas(snapshot(), snapshot(table('n', { owner: 'x' })));
		const large = diffSchemas(snapshot(table('a')), snapshot(table('a'), table('n', { owner: 'x' })));
		expect(deltaDigest(small)).toBe(deltaDigest(large));
	});
});

describe('describeDelta', () => {
	it.each<[string, SchemaObject, string]>([
		[
			'a column',
			column('public.t.authority', { type: 'text', default: `'draft'::text`, not_null: true }),
			`+ column public.t.authority (text, not null, default 'draft'::text)`,
		],
		[
			'an identity column',
			column('t.id', { type: 'bigint', identity: 'always' }),
			'+ column t.id (bigint, identity always)',
		],
		[
			'a generated column',
			column('t.n', { type: 'int', generated: 'length(a)' }),
			'+ column t.n (int, generated as length(a))',
		],
		['an ordinary table', table('t', { owner: 'x' }), '+ table t'],
		[
			'a remarkable table',
			table('t', { kind: 'partitioned', persistence: 'unlogged' }),
			'+ table t (partitioned, unlogged)',
		],
		['an enum', { kind: 'type', name: 'm', aspects: { kind: 'enum', labels: ['a', 'b'] } }, '+ type m (enum a, b)'],
		['a domain', { kind: 'type', name: 'd', aspects: { kind: 'domain', base: 'text' } }, '+ type d (domain text)'],
		[
			'an owned sequence',
			{ kind: 'sequence', name: 's', aspects: { owned_by: 't.id' } },
			'+ sequence s (owned by t.id)',
		],
		['an extension', { kind: 'extension', name: 'e', aspects: { version: '1.2' } }, '+ extension e (version 1.2)'],
		[
			'a function',
			{ kind: 'function', name: 'f()', aspects: { result: 'integer', source: 'a\nb' } },
			'+ function f() (returns integer)',
		],
		[
			'an index',
			{
				kind: 'index',
				name: 'i',
				aspects: {
					table: 't',
					method: 'btree',
					columns: ['a', 'lower(b) DESC'],
					unique: true,
					where: 'c',
					valid: false,
				},
			},
			'+ index i (unique btree (a, lower(b) DESC) on t where c invalid)',
		],
		[
			'a policy',
			{ kind: 'policy', name: 't.p', aspects: { command: 'ALL', roles: ['PUBLIC'], permissive: false, using: 'true' } },
			'+ policy t.p (restrictive ALL to PUBLIC using true)',
		],
		['a long definition', { kind: 'trigger', name: 'g', aspects: { definition: 'x'.repeat(200) } }, '+ trigger g'],
	])('shows %s in a line', (_what, object, line) => {
		expect(describeDelta(diffSchemas(snapshot(), snapshot(object)))).toEqual([line]);
	});

	it('puts removals first, then changes, then additions, grants of one grantee together', () => {
		const before = snapshot(table('old'), { kind: 'function', name: 'f()', aspects: { strict: false } });
		const after = snapshot(
			grant('SELECT on table n to bob'),
			grant('INSERT on table n to bob'),
			grant('UPDATE on table n to bob', true),
			{ kind: 'revocation', name: 'EXECUTE on function f() from PUBLIC', aspects: {} },
			column('n.id', { type: 'integer' }),
			table('n'),
			{ kind: 'function', name: 'f()', aspects: { strict: true, owner: 'x' } },
		);
		expect(describeDelta(diffSchemas(before, after))).toEqual([
			'- table old',
			'~ function f(): strict false → true; owner none → x',
			'+ table n',
			'+ column n.id (integer)',
			'+ grant INSERT, SELECT on table n to bob',
			'+ grant UPDATE on table n to bob with grant option',
			'+ revocation EXECUTE on function f() from PUBLIC',
		]);
	});

	it.each<[string, Json, Json, string]>([
		['a default that is not written', null, true, '~ table t: x false → true'],
		['the default come back', false, null, '~ table t: x false → true'],
		['a list', ['a'], ['a', 'b'], '~ table t: x ["a"] → ["a","b"]'],
		['lines', 'BEGIN\n  RETURN OLD;\nEND', 'BEGIN\n  RETURN NEW;\nEND', '~ table t: x - RETURN OLD; + RETURN NEW;'],
		['an added line', 'a\nb', 'a\nc\nb', '~ table t: x + c'],
		['many lines', 'z', '1\n2\n3\n4\n5', '~ table t: x - z + 1 + 2 + 3 + (2 more lines)'],
		[
			'long texts, where they differ',
			`${'a'.repeat(150)} draft ${'b'.repeat(150)}`,
			`${'a'.repeat(150)} final ${'b'.repeat(150)}`,
			`~ table t: x …${'a'.repeat(19)} draft ${'b'.repeat(19)}… → …${'a'.repeat(19)} final ${'b'.repeat(19)}…`,
		],
		[
			'long texts that have nothing in common',
			'a'.repeat(130),
			'b'.repeat(500),
			`~ table t: x ${'a'.repeat(119)}… → ${'b'.repeat(119)}…`,
		],
	])('shows a change of %s', (_what, before, after, line) => {
		const one = snapshot(table('t', before === null ? {} : { x: before }));
		const other = snapshot(table('t', after === null ? {} : { x: after }));
		expect(describeDelta(diffSchemas(one, other))).toEqual([line]);
	});
});
