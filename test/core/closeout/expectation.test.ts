import { describe, expect, it } from 'vitest';
import { deriveExpectation } from '../../../core/closeout/expectation.ts';
import type { FrozenPlan } from '../../../core/plan/frozen-plan.ts';

interface Draft {
	readonly tables?: string[];
	readonly counts?: { table: string; count: number }[];
	/** Schemas that its steps create. */
	readonly creates?: string[];
}

const plan = ({ tables = [], counts = [], creates = [] }: Draft) =>
	({
		file: { closeout: { tables, counts } },
		steps: creates.map((schema) => ({ targets: [{ kind: 'schema', schema, name: '', part: '' }] })),
	}) as unknown as FrozenPlan;

describe('what a closing backup must hold', () => {
	it.each<[string, Draft, Draft[], Record<string, boolean>]>([
		[
			'a schema that the plan creates is looked at whole',
			{ tables: ['store.box'], creates: ['store'] },
			[],
			{ store: true },
		],
		['so is one that a required plan creates', { tables: ['store.box'] }, [{ creates: ['store'] }], { store: true }],
		['one that was there is not', { tables: ['public.thing'], creates: ['store'] }, [], { public: false }],
		['a schema of which nothing is named is not looked at', { creates: ['store'] }, [], {}],
	])('%s', (_, own, required, schemas) => {
		const expectation = deriveExpectation(plan(own), required.map(plan));
		expect(Object.fromEntries(expectation.schemas.map(({ schema, whole }) => [schema, whole]))).toEqual(schemas);
	});

	it('a count is an expectation of its table, which is named once', () => {
		const { tables, counts } = deriveExpectation(
			plan({
				tables: ['s.a'],
				counts: [
					{ table: 's.a', count: 1 },
					{ table: 's.b', count: 0 },
				],
			}),
			[],
		);
		expect(tables).toEqual(['s.a', 's.b']);
		expect([...counts]).toEqual([
			['s.a', 1],
			['s.b', 0],
		]);
	});
});
