import { type Fields, fieldsOf, namesOf, nodeOf, nodesOf, optionOf } from '../../sql/tree.ts';
import { ownSearchPath } from '../acts/defined-function.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** Who calls it chooses the search path, and with it what the owner's rights are used on. */
export const securityDefiner: Rule = {
	id: 'security-definer',
	severity: 'hazard',
	remedy: 'Give the function its own path: SET search_path = schema, pg_temp.',
	find: ({ running }) =>
		findInActs(running, ({ node: { type, fields } }) => {
			if (type === 'CreateFunctionStmt')
				return isDefiner(fields['options']) && ownSearchPath(fields) === null
					? `${namesOf(fields['funcname']).join('.')} runs with its owner’s rights on its caller’s search path`
					: null;
			if (type !== 'AlterFunctionStmt') return null;
			const name = namesOf(fieldsOf(fields['func'])['objname']).join('.');
			return isDefiner(fields['actions']) && !setsPath(fields)
				? `${name} is given its owner’s rights, and no search path of its own here`
				: null;
		}),
};

function isDefiner(options: unknown): boolean {
	return nodeOf(optionOf(options, 'security')).fields['boolval'] === true;
}

function setsPath(fields: Fields): boolean {
	return nodesOf(fields['actions']).some(
		({ fields: option }) => option['defname'] === 'set' && nodeOf(option['arg']).fields['name'] === 'search_path',
	);
}
