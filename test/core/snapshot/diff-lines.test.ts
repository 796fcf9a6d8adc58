import { describe, expect, it } from 'vitest';
import { diffLines } from '../../../core/snapshot/diff-lines.ts';

const text = (letters: string) => [...letters].join('\n');

describe('diffLines says as little as it can', () => {
	it.each([
		['abc', 'abc', '', ''],
		['abc', 'abd', 'c', 'd'],
		['abcd', 'abxcd', '', 'x'],
		['abxcd', 'abcd', 'x', ''],
		['abcdef', 'acdxf', 'be', 'x'],
		['abab', 'baba', 'b', 'b'],
		['aaa', 'aa', 'a', ''],
		['xabcy', 'zabcw', 'xy', 'zw'],
	])('%s → %s', (before, after, removed, added) => {
		const diff = diffLines(text(before), text(after));
		expect([diff.removed.length, diff.added.length]).toEqual([removed.length, added.length]);
		if (before !== 'abab') expect(diff).toEqual({ removed: [...removed], added: [...added] });
	});

	it('is quick on long texts that differ throughout', () => {
		const long = (mark: string) => Array.from({ length: 20_000 }, (_, line) => `${mark}${line}`).join('\n');
		const { removed, added } = diffLines(long('a'), long('b'));
		expect([removed.length, added.length]).toEqual([20_000, 20_000]);
	});
});
