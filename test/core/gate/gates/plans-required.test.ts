import { expect, it } from 'vitest';
import { judge } from '../judge.ts';

it.each([
	['without required plans', []],
	[
		'when they are completed',
		[
			{ plan: 'a', completed: true },
			{ plan: 'b', completed: true },
		],
	],
])('passes %s', (_what, required) => {
	expect(judge('plans-required', { required }).outcome).toBe('pass');
});

it('is blocked by those that are not, and names no other', () => {
	const required = [
		{ plan: 'a', completed: false },
		{ plan: 'b', completed: true },
		{ plan: 'c', completed: false },
	];
	expect(judge('plans-required', { required })).toMatchObject({ outcome: 'blocked', next: 'Complete a, c first.' });
});
