import { expect, it } from 'vitest';
import { findRowsMissing } from '../../../core/backup/find-rows-missing.ts';

const table = (oid: number, other = {}) => ({
	table: `t${oid}`,
	oid,
	kind: 'ordinary' as const,
	extension: null,
	...other,
});
const entry = (oid: number, text: string, catalog = 0) => ({ dump_id: 1, catalog, oid, text });

it.each([
	['its rows are there', [table(7)], [entry(7, 'TABLE DATA public t7 owner')], []],
	['it is described only', [table(7)], [entry(7, 'TABLE public t7 owner', 1259)], ['t7']],
	['another has its name', [table(7)], [entry(8, 'TABLE DATA public t7 owner')], ['t7']],
	['another is named like rows', [table(7)], [entry(7, 'TABLE DATA public t7 owner', 1259)], ['t7']],
	['its leaves hold the rows', [table(7, { kind: 'partitioned' })], [], []],
	['an extension brings them', [table(7, { extension: 'postgis' })], [], []],
	['one of two', [table(7), table(8)], [entry(8, 'TABLE DATA public t8 owner')], ['t7']],
])('when %s', (_what, tables, entries, missing) => {
	expect(findRowsMissing(tables, entries)).toEqual(missing);
});
