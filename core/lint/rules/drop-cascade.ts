import { nodesOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** What depends on it goes too, seen by nobody who reads the SQL; a rollback has no more right to that than a step. */
export const dropCascade: Rule = {
	id: 'drop-cascade',
	severity: 'hazard',
	remedy: 'Name what has to go, and leave RESTRICT, the default, to find what was forgotten.',
	find: ({ running }) =>
		findInActs(running, (act) => (cascades(act) ? 'CASCADE takes along whatever depends on it' : null)),
};

function cascades({ node: { type, fields } }: Act): boolean {
	const isCascade = (behavior: unknown) => behavior === 'DROP_CASCADE';
	if (type === 'AlterTableStmt')
		return nodesOf(fields['cmds']).some((command) => isCascade(command.fields['behavior']));
	return (
		['DropStmt', 'TruncateStmt', 'DropOwnedStmt', 'AlterDomainStmt'].includes(type) && isCascade(fields['behavior'])
	);
}
