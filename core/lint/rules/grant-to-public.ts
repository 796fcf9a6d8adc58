import { fieldsOf, nodesOf } from '../../sql/tree.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** PUBLIC is every role of the server, those to come included. */
export const grantToPublic: Rule = {
	id: 'grant-to-public',
	severity: 'hazard',
	remedy: 'Name the role that needs it.',
	find: ({ running }) =>
		findInActs(running, ({ node: { type, fields } }) => {
			const grant = type === 'AlterDefaultPrivilegesStmt' ? fieldsOf(fields['action']) : fields;
			if (!['GrantStmt', 'AlterDefaultPrivilegesStmt'].includes(type) || !grant['is_grant']) return null;
			const isPublic = nodesOf(grant['grantees']).some((role) => role.fields['roletype'] === 'ROLESPEC_PUBLIC');
			return isPublic ? 'gives a right to PUBLIC: to every role there is and will be' : null;
		}),
};
