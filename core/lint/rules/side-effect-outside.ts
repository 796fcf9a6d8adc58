import { covers } from '../../migration/judge-scope.ts';
import type { Rule } from '../rule.ts';

/** A trigger bumps a column in the rows that the plan writes, under the plan's own lock. */
export const sideEffectOutside: Rule = {
	id: 'side-effect-outside',
	severity: 'error',
	remedy: 'Declare the table in scope.allow, or take the side effect out.',
	find: ({ file: { expect, scope, frozen } }) =>
		expect.side_effects.flatMap(({ column }, index) => {
			const table = column.split('.').slice(0, 2).join('.');
			const where = ['expect', 'side_effects', index, 'column'];
			if (frozen.includes(table))
				return [{ where, message: `${column} is expected to change, and ${table} is frozen` }];
			const isInside =
				scope.allow.some((pattern) => covers(pattern, table)) &&
				!scope.forbid.some((pattern) => covers(pattern, table));
			return isInside ? [] : [{ where, message: `${column} is expected to change, and ${table} is outside the scope` }];
		}),
};
