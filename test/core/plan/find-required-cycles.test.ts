import { expect, it } from 'vitest';
import { describeCycles } from '../../../core/plan/find-required-cycles.ts';

const cyclesOf = (plans: Record<string, readonly string[]>) =>
	Object.fromEntries(describeCycles(Object.entries(plans).map(([id, requires]) => ({ id, requires }))));

it.each<[string, Record<string, readonly string[]>, Record<string, string>]>([
	['no plan', {}, {}],
	['a chain', { a: ['b'], b: ['c'], c: [] }, {}],
	['two ways to the same plan', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, {}],
	['a plan that is not installed', { a: ['missing'] }, {}],
	['a pair', { a: ['b'], b: ['a'] }, { a: 'a → b → a', b: 'b → a → b' }],
	['itself', { a: ['a'] }, { a: 'a → a' }],
	[
		'a circle of three, and a plan that only leads to it',
		{ a: ['b'], b: ['c'], c: ['a'], d: ['a'] },
		{ a: 'a → b → c → a', b: 'b → c → a → b', c: 'c → a → b → c' },
	],
	[
		'two circles that share a plan',
		{ a: ['b', 'c'], b: ['a'], c: ['a'] },
		{ a: 'a → b → a', b: 'b → a → b', c: 'c → a → c' },
	],
])('%s', (_what, plans, cycles) => {
	expect(cyclesOf(plans)).toEqual(cycles);
});
