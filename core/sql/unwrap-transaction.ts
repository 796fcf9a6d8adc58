import type { Statement } from './parse-sql.ts';

/**
 * A frozen file may carry one outermost `BEGIN … COMMIT`; the runner's own transaction takes its place.
 * Whatever transaction control is left afterwards is for the rule `transaction-control` to refuse.
 */
export function unwrapTransaction(statements: readonly Statement[]): readonly Statement[] {
	const first = transactionKind(statements.at(0));
	const last = transactionKind(statements.at(-1));
	const opened = first === 'TRANS_STMT_BEGIN' || first === 'TRANS_STMT_START';
	return opened && last === 'TRANS_STMT_COMMIT' ? statements.slice(1, -1) : statements;
}

function transactionKind(statement: Statement | undefined): unknown {
	return statement?.node.type === 'TransactionStmt' ? statement.node.fields['kind'] : undefined;
}
