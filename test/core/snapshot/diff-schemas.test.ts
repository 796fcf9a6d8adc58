import { describe, expect, it } from 'vitest';
import { describeDelta } from '../../../core/snapshot/describe-delta.ts';
import { diffSchemas } from '../../../core/snapshot/diff-schemas.ts';
import { isAdditionsOnly } from '../../../core/snapshot/is-additions-only.ts';
import type { SchemaObject, SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { deltaDigest, snapshotDigest } from '../../../core/snapshot/snapshot-digest.ts';

const table = (name: string, aspects: SchemaObject['aspects'] = {}): SchemaObject => ({ kind: 'table', name, aspects });
const column = (name: string, aspects: SchemaObject['aspects'] = {}): SchemaObject => ({
	kind: 'column',
	name,
	aspects,
});
const grant = (name: string, grantable = false): SchemaObject => ({ kind: 'grant', name, aspects: { grantable } });
const snapshot = (...objects: SchemaObject[]): SchemaSnapshot => ({
	format: 'schema-snapshot-v1',
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
	])('%s for %s', (expected, _what, before, after) => {
		expect(isAdditionsOnly(diffSchemas(before, after))).toBe(expected);
	});
});

describe('digests', () => {
	it('are of the content, not of the order of members', () => {
		const [a, b] = [snapshot(table('a', { x: 1, y: 2 })), snapshot(table('a', { y: 2, x: 1 }))];
		expect(snapshotDigest(a)).toBe(snapshotDigest(b));
		expect(snapshotDigest(a)).not.toBe(snapshotDigest(snapshot(table('a', { x: 1, y: 3 }))));
		expect(snapshotDigest(a)).not.toBe(snapshotDigest({ ...a, not_covered: [{ kind: 'policy', count: 1 }] }));
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
		['an ordinary table', table('t', { kind: 'ordinary', persistence: 'permanent' }), '+ table t'],
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
		['a function', { kind: 'function', name: 'f()', aspects: { definition: 'a\nb' } }, '+ function f()'],
		['a long definition', { kind: 'index', name: 'i', aspects: { definition: 'x'.repeat(200) } }, '+ index i'],
	])('shows %s in a line', (_what, object, line) => {
		expect(describeDelta(diffSchemas(snapshot(), snapshot(object)))).toEqual([line]);
	});

	it('puts removals first, then changes, then additions, grants of one grantee together', () => {
		const before = snapshot(table('old'), { kind: 'function', name: 'f()', aspects: { definition: 'a\nb' } });
		const after = snapshot(
			grant('SELECT on table n to bob'),
			grant('INSERT on table n to bob'),
			grant('UPDATE on table n to bob', true),
			column('n.id', { type: 'integer' }),
			table('n'),
			{ kind: 'function', name: 'f()', aspects: { definition: 'a\nc', owner: 'x' } },
		);
		expect(describeDelta(diffSchemas(before, after))).toEqual([
			'- table old',
			'~ function f(): definition changed; owner none → x',
			'+ table n',
			'+ column n.id (integer)',
			'+ grant INSERT, SELECT on table n to bob',
			'+ grant UPDATE on table n to bob with grant option',
		]);
	});
});
