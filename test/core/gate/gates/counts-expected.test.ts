import { expect, it } from 'vitest';
import type { CountFact } from '../../../../core/gate/facts.ts';
import { judge } from '../judge.ts';

const count = (table: string, expected: number, found: number | null, why = ''): CountFact => ({
	table,
	expected,
	found,
	why,
});

it.each<[string, CountFact[], string]>([
	['when no count is expected', [], 'The plan expects no counts.'],
	['when each is as expected', [count('a.b', 3, 3), count('a.c', 0, 0)], 'a.b 3, a.c 0'],
])('passes %s', (_what, counts, reason) => {
	expect(judge('counts-expected', { counts })).toMatchObject({ outcome: 'pass', reason });
});

it.each<[string, CountFact[], string]>([
	['a row more', [count('a.b', 3, 4)], 'a.b: expected 3, found 4.'],
	['a row less', [count('a.b', 3, 2), count('a.c', 1, 1)], 'a.b: expected 3, found 2.'],
	['an empty table', [count('a.b', 3, 0)], 'a.b: expected 3, found 0.'],
])('fails on %s', (_what, counts, reason) => {
	expect(judge('counts-expected', { counts })).toMatchObject({ outcome: 'fail', reason });
});

it.each<[string, CountFact[]]>([
	['although none was expected in it', [count('a.b', 0, null, 'permission denied')]],
	['although another count is wrong', [count('a.c', 3, 4), count('a.b', 3, null, 'permission denied')]],
])('is an error when a table cannot be counted, %s', (_what, counts) => {
	expect(judge('counts-expected', { counts })).toMatchObject({
		outcome: 'error',
		reason: 'a.b could not be counted: permission denied.',
	});
});
