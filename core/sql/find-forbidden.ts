import type { Statement } from './parse-sql.ts';
import { nodeOf, type SyntaxNode } from './tree.ts';

export interface ForbiddenStatement {
	readonly line: number;
	readonly why: string;
}

/** What may not run inside a governed transaction, because it would end it, leave it, or change its judge. */
export function findForbidden(statements: readonly Statement[]): ForbiddenStatement[] {
	return statements.flatMap(({ node, line }) => {
		const why = refuse(node);
		return why ? [{ line, why }] : [];
	});
}

const judgedSettings = new Set([
	'role',
	'session_authorization',
	'session_replication_role',
	'transaction_read_only',
	'transaction',
]);

function refuse({ type, fields }: SyntaxNode): string | undefined {
	switch (type) {
		case 'TransactionStmt':
			return 'transaction control: the runner alone opens and commits';
		case 'IndexStmt':
		case 'DropStmt':
			return fields['concurrent'] ? 'CONCURRENTLY cannot run inside a transaction' : undefined;
		case 'ReindexStmt':
			return 'REINDEX is maintenance, not migration';
		case 'CopyStmt':
			return fields['is_program'] ? 'COPY … PROGRAM runs a program on the server' : refuseCopy(fields);
		case 'VariableSetStmt':
			return refuseSetting(String(fields['name'] ?? '').toLowerCase(), fields['kind']);
		case 'AlterTableStmt':
			return refuseDetach(fields['cmds']);
		case 'AlterSystemStmt':
		case 'VacuumStmt':
		case 'CreatedbStmt':
		case 'DropdbStmt':
		case 'AlterDatabaseSetStmt':
		case 'CreateTableSpaceStmt':
		case 'DropTableSpaceStmt':
		case 'LoadStmt':
		case 'DiscardStmt':
		case 'CheckPointStmt':
		case 'ListenStmt':
		case 'DropSubscriptionStmt':
			return `${type.replace(/Stmt$/, '')} cannot be part of a governed transaction`;
		default:
			return undefined;
	}
}

function refuseCopy(fields: SyntaxNode['fields']): string | undefined {
	if (fields['filename']) return 'COPY to or from a file reads or writes the server’s disk';
	return 'COPY needs a client stream, which a frozen file has not';
}

function refuseSetting(name: string, kind: unknown): string | undefined {
	if (kind === 'VAR_RESET_ALL') return 'RESET ALL would undo the runner’s own settings';
	// PostgreSQL compares these names without regard to case, quoted or not.
	return judgedSettings.has(name) ? `SET ${name} would change the judge of this migration` : undefined;
}

/** `DETACH PARTITION … CONCURRENTLY` commits in between. */
function refuseDetach(commands: unknown): string | undefined {
	const concurrent =
		Array.isArray(commands) && commands.some((command) => nodeOf(nodeOf(command).fields['def']).fields['concurrent']);
	return concurrent ? 'CONCURRENTLY cannot run inside a transaction' : undefined;
}
