import { type SyntaxNode, textOf } from '../../sql/tree.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** Settings of a database are for `judge-setting`. */
export const databaseLevel: Rule = {
	id: 'database-level',
	severity: 'error',
	remedy:
		'Leave it out: databases and tablespaces belong to the server, and no rehearsal on a clone proves anything of it.',
	find: ({ running }) =>
		findInActs(running, ({ node }) => {
			const what = spell(node);
			return what && `${what} reaches beyond the database under change`;
		}),
};

const statements: Readonly<Record<string, string>> = {
	CreatedbStmt: 'CREATE DATABASE',
	DropdbStmt: 'DROP DATABASE',
	AlterDatabaseStmt: 'ALTER DATABASE',
	AlterDatabaseRefreshCollStmt: 'ALTER DATABASE',
	CreateTableSpaceStmt: 'CREATE TABLESPACE',
	DropTableSpaceStmt: 'DROP TABLESPACE',
	AlterTableSpaceOptionsStmt: 'ALTER TABLESPACE',
	AlterTableMoveAllStmt: 'ALTER … ALL IN TABLESPACE',
};

function spell({ type, fields }: SyntaxNode): string | null {
	if (type === 'RenameStmt' || type === 'AlterOwnerStmt') {
		const kind = textOf(fields[type === 'RenameStmt' ? 'renameType' : 'objectType']);
		return /^OBJECT_(DATABASE|TABLESPACE)$/.test(kind) ? `ALTER ${kind.slice('OBJECT_'.length)}` : null;
	}
	return statements[type] ?? null;
}
