import { nodeOf, nodesOf, optionOf, type SyntaxNode } from '../../sql/tree.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/**
 * REFRESH MATERIALIZED VIEW CONCURRENTLY is another thing: it runs inside a transaction, and passes.
 */
export const concurrently: Rule = {
	id: 'concurrently',
	severity: 'error',
	remedy: 'Leave CONCURRENTLY out and accept the lock, or do it outside the migration, before or after it.',
	find: ({ running }) =>
		findInActs(running, ({ node }) => {
			const what = concurrent(node);
			return what && `${what} CONCURRENTLY commits in between and cannot run inside a transaction`;
		}),
};

function concurrent({ type, fields }: SyntaxNode): string | null {
	if (type === 'IndexStmt' && fields['concurrent']) return 'CREATE INDEX';
	if (type === 'DropStmt' && fields['concurrent']) return 'DROP INDEX';
	if (type === 'ReindexStmt' && isConcurrentReindex(fields)) return 'REINDEX';
	if (type !== 'AlterTableStmt') return null;
	const detached = nodesOf(fields['cmds']).some(({ fields: command }) => nodeOf(command['def']).fields['concurrent']);
	return detached ? 'DETACH PARTITION' : null;
}

export function isConcurrentReindex(fields: SyntaxNode['fields']): boolean {
	const isNamed = nodesOf(fields['params']).some(({ fields: option }) => option['defname'] === 'concurrently');
	const value = nodeOf(optionOf(fields['params'], 'concurrently')).fields['sval'];
	return isNamed && !['false', 'off', '0'].includes(String(value));
}
