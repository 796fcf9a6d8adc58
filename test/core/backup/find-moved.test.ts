import { expect, it } from 'vitest';
import { findMoved } from '../../../core/backup/find-moved.ts';

const marks = (text: string) =>
	text.split(' ').flatMap((pair) => {
		const [name = '', mark = ''] = pair.split('=');
		return pair === '' ? [] : [{ name, mark }];
	});

it.each([
	['nothing', 'a=1 b=2', 'b=2 a=1', ''],
	['nothing of nothing', '', '', ''],
	['one that came', 'a=1', 'a=1 b=2', 'b was created'],
	['two that came', 'a=1', 'a=1 c=3 b=2', 'c, b were created'],
	['one that went', 'a=1 b=2', 'b=2', 'a was dropped'],
	['one that was replaced', 'a=1 b=2', 'a=9 b=2', 'a was truncated, rewritten or replaced'],
	['all three', 'a=1 b=2', 'b=3 c=1', 'c was created; a was dropped; b was truncated, rewritten or replaced'],
	['more than are named', '', 'a=1 b=1 c=1 d=1 e=1 f=1 g=1', 'a, b, c, d, e and 2 more were created'],
])('says %s', (_what, before, after, sentence) => {
	expect(findMoved(marks(before), marks(after))).toBe(sentence);
});
