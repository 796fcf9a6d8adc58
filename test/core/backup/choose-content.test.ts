import { expect, it } from 'vitest';
import { chooseContent } from '../../../core/backup/choose-content.ts';

const mega = 1024 * 1024;
const plan = {
	frozen: ['public.frozen'],
	expect: {
		counts: [{ table: 'public.counted', count: 1 }],
		additions_only: true,
		side_effects: [{ column: 'public.bumped.updated_at', key: 'id', rows_changed: 1, reason: 'a trigger' }],
	},
};
const table = (name: string, size_bytes: number | null, other = {}) => ({
	schema: 'public',
	name,
	kind: 'ordinary' as const,
	size_bytes,
	extension: null,
	partly_foreign: false,
	...other,
});

it.each([
	['a small table', table('other', 16 * mega), true],
	['a large one that the plan does not name', table('other', 16 * mega + 1), false],
	['a large one that the plan freezes', table('frozen', 900 * mega), true],
	['a large one that the plan counts', table('counted', 900 * mega), true],
	['a large one with a watched column', table('bumped', 900 * mega), true],
	['one of the same name elsewhere', table('frozen', 900 * mega, { schema: 'archive' }), false],
	['one whose size is not known', table('other', null), false],
	['a partitioned one that the plan names', table('frozen', null, { kind: 'partitioned' }), true],
	['a partitioned one that it does not name', table('other', null, { kind: 'partitioned' }), false],
	['one partly on another server', table('frozen', null, { kind: 'partitioned', partly_foreign: true }), false],
	['one that an extension brought', table('frozen', 1, { extension: 'postgis' }), false],
])('%s: %j', (_what, one, chosen) => {
	expect(chooseContent(plan, [one])).toEqual(chosen ? [one] : []);
});
