import { schemaOf } from '../../sql/relation-name.ts';
import { findInActs } from '../find-in-acts.ts';
import { isWriteMode } from '../locks/lock-mode.ts';
import type { Rule } from '../rule.ts';

/** Neither the scope nor the schema's comparison sees rows of PostgreSQL's own tables. */
export const systemCatalogs: Rule = {
	id: 'system-catalogs',
	severity: 'error',
	remedy: 'Use the command that PostgreSQL has for it.',
	find: ({ running, locksOf }) =>
		findInActs(running, (act) =>
			locksOf(act)
				.filter(({ relation, mode }) => isSystem(relation) && isWriteMode(mode))
				.map(({ relation }) => `writes ${relation} by hand`),
		),
};

/** Relations of PostgreSQL's own schemas, which no plan has in its scope. */
export function isSystem(relation: string): boolean {
	return ['pg_catalog', 'information_schema', 'pg_toast'].includes(schemaOf(relation));
}
