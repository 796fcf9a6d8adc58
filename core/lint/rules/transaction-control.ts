import { textOf } from '../../sql/tree.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** One outermost BEGIN … COMMIT of a file is left out before the lint; what is left would end the runner's transaction. */
export const transactionControl: Rule = {
	id: 'transaction-control',
	severity: 'error',
	remedy: 'Leave it out: the runner alone opens and commits. A file may carry one outermost BEGIN … COMMIT.',
	find: ({ running }) =>
		findInActs(running, ({ node }) =>
			node.type === 'TransactionStmt'
				? `${spell(textOf(node.fields['kind']))} would end or split the transaction`
				: null,
		),
};

/** `TRANS_STMT_ROLLBACK_TO` → `ROLLBACK TO` */
function spell(kind: string): string {
	return kind.replace(/^TRANS_STMT_/, '').replaceAll('_', ' ');
}
