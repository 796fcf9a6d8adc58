import { describe, expect, it } from 'vitest';
import { parseArchiveList, tablesOf } from '../../../core/backup/parse-archive-list.ts';
import { describeSchemas, describeTables, type FoundTables } from '../../../core/closeout/compare-tables.ts';
import type { Expectation } from '../../../core/closeout/expectation.ts';
import { subtractCounters, type WriteCounters } from '../../../core/closeout/subtract-counters.ts';

const expectation: Expectation = {
	tables: ['store.box', 'store.lid', 'public.thing'],
	counts: new Map([
		['store.box', 0],
		['store.lid', 0],
	]),
	schemas: [
		{ schema: 'public', whole: false },
		{ schema: 'store', whole: true },
	],
};
const found = (dump: string[], copy: string[]): FoundTables => ({
	dump: new Map([
		['store', dump],
		['public', ['thing', 'other']],
	]),
	copy: new Map([
		['store', copy],
		['public', ['thing', 'other']],
	]),
	counts: new Map(copy.map((name) => [`store.${name}`, 0])),
	items: new Map([['public.thing', [{ what: 'signal, open', count: 2 }]]]),
});

describe('the tables of a closing backup', () => {
	it('are looked for in the dump and in the copy, each by itself', () => {
		const tables = describeTables(expectation, found(['box'], ['lid']));
		expect(tables.map(({ table, in_dump, in_copy, count }) => [table, in_dump, in_copy, count])).toEqual([
			['store.box', true, false, null],
			['store.lid', false, true, 0],
			['public.thing', true, true, null],
		]);
	});

	it('are listed by what their rows are where the plan says no number', () => {
		expect(describeTables(expectation, found(['box', 'lid'], ['box', 'lid'])).at(-1)).toMatchObject({
			expected: null,
			items: [{ what: 'signal, open', count: 2 }],
		});
	});

	it.each<[string, string[], string[], string[]]>([
		['nothing but those named', ['box', 'lid'], ['lid', 'box'], []],
		['one more in the dump', ['box', 'crate', 'lid'], ['box', 'lid'], ['crate']],
		['one more in the copy', ['box', 'lid'], ['box', 'crate', 'lid'], ['crate']],
		['others in each', ['a', 'box', 'lid'], ['b', 'box', 'lid'], ['a', 'b']],
	])('in a schema of the plan’s own: %s', (_, dump, copy, unexpected) => {
		const [inPublic, store] = describeSchemas(expectation, found(dump, copy));
		expect(store?.unexpected).toEqual(unexpected);
		expect(inPublic?.unexpected).toEqual([]);
	});
});

describe('an archive’s table of contents', () => {
	const list = `;
; Archive created at 2026-03-01 12:00:00 UTC
;     dbname: directus
;
217; 1259 16385 TABLE store box owner
3321; 0 16385 TABLE DATA store box owner
218; 1259 16390 TABLE store with blank owner of it
219; 1259 16391 TABLE store owner owner of it
220; 1259 16392 TABLE DATA trap owner
221; 1259 16393 SEQUENCE store box_id_seq owner
222; 0 16393 SEQUENCE SET store box_id_seq owner
223; 1259 16394 TABLE store of nobody
224; 1259 16395 VIEW store seen owner
`;
	const entries = parseArchiveList(list);

	it('is read line by line, its remarks aside', () => {
		expect(entries).toHaveLength(9);
		expect(entries[0]).toEqual({ dump_id: 217, catalog: 1259, oid: 16_385, text: 'TABLE store box owner' });
	});

	it.each([
		['store', ['box', 'of', 'owner', 'with blank']],
		['DATA', ['trap']],
		['none', []],
	])('names the tables of %s, and neither rows nor views', (schema, names) => {
		expect(tablesOf(entries, schema, ['owner', 'owner of it'])).toEqual(names);
	});
});

describe('what was written between two readings', () => {
	const counters = (table: string, inserted: number, updated = 0, deleted = 0): WriteCounters => ({
		table,
		inserted,
		updated,
		deleted,
	});

	it.each<[string, WriteCounters[], WriteCounters[], WriteCounters[]]>([
		['nothing', [counters('a', 3, 2, 1)], [counters('a', 3, 2, 1)], []],
		['some of each', [counters('a', 3, 2, 1)], [counters('a', 5, 3, 1)], [counters('a', 2, 1, 0)]],
		['to a table that is new', [], [counters('a', 5)], [counters('a', 5)]],
		['after the counters were reset', [counters('a', 9)], [counters('a', 2)], [counters('a', 2)]],
		['a table that is gone', [counters('a', 9)], [], []],
	])('%s', (_, before, after, written) => {
		expect(subtractCounters(before, after)).toEqual(written);
	});
});
