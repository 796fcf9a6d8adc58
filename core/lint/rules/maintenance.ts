import type { SyntaxNode } from '../../sql/tree.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';
import { isConcurrentReindex } from './concurrently.ts';

/** CLUSTER and REINDEX would run inside a transaction; they rewrite under the strongest lock, and change no schema. */
export const maintenance: Rule = {
	id: 'maintenance',
	severity: 'error',
	remedy: 'Do it outside the migration, in a window of its own.',
	find: ({ running }) =>
		findInActs(running, ({ node }) => {
			const what = spell(node);
			return what && `${what} is maintenance, not migration`;
		}),
};

function spell({ type, fields }: SyntaxNode): string | null {
	switch (type) {
		case 'VacuumStmt':
			return fields['is_vacuumcmd'] ? 'VACUUM' : 'ANALYZE';
		case 'ClusterStmt':
			return 'CLUSTER';
		case 'ReindexStmt':
			return isConcurrentReindex(fields) ? null : 'REINDEX';
		case 'CheckPointStmt':
			return 'CHECKPOINT';
		default:
			return null;
	}
}
