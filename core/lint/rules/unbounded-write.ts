import { relationName } from '../../sql/relation-name.ts';
import { fieldsOf, nodeOf } from '../../sql/tree.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

const verbs: Readonly<Record<string, string>> = { UpdateStmt: 'UPDATE', DeleteStmt: 'DELETE' };

/** It locks every row, doubles the table, and fires the triggers of all. */
export const unboundedWrite: Rule = {
	id: 'unbounded-write',
	severity: 'hazard',
	remedy: 'Say in WHERE which rows are meant, if only by what they lack.',
	find: ({ running, history }) =>
		findInActs(running, (act) =>
			act.executed.flatMap(({ type, fields }) => {
				const verb = verbs[type];
				if (!verb || !isUnbounded(fields['whereClause'])) return [];
				const table = relationName(fields['relation'], act.names);
				return table && history.stands(table, act) ? [`${verb} of every row of ${table}`] : [];
			}),
		),
};

/** No WHERE, and `WHERE true`. */
function isUnbounded(where: unknown): boolean {
	if (!where) return true;
	return fieldsOf(nodeOf(where).fields['boolval'])['boolval'] === true;
}
