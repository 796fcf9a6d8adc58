import { covers } from '../../migration/judge-scope.ts';
import { makesFirst } from '../history/makes-first.ts';
import type { Rule } from '../rule.ts';

/** What those who sign read as lost must be something that the plan can lose. */
export const notRestorableUnknown: Rule = {
	id: 'not-restorable-unknown',
	severity: 'error',
	remedy: 'Name a column that the plan changes and that was there before it, or leave the entry out.',
	find: (plan) =>
		plan.file.not_restorable.flatMap(({ column }, index) => {
			const table = column.split('.').slice(0, 2).join('.');
			const where = ['not_restorable', index, 'column'];
			if (!plan.file.scope.allow.some((pattern) => covers(pattern, table)))
				return [{ where, message: `${table} is outside the scope: the plan cannot lose anything of it` }];
			const maker = makesFirst(plan, table);
			if (!maker) return [];
			return [{ where, message: `step ${maker} makes ${table}: a rollback drops it, and nothing was there before` }];
		}),
};
