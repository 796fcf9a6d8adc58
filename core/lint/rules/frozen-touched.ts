import { relationName } from '../../sql/relation-name.ts';
import { nodesOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import type { Write } from '../acts/writes-of.ts';
import { findInActs } from '../find-in-acts.ts';
import { relationChanges } from '../history/relation-changes.ts';
import type { Rule } from '../rule.ts';

/** Columns that the plan adds do not count: they had no content before. */
export const frozenTouched: Rule = {
	id: 'frozen-touched',
	severity: 'error',
	remedy: 'Take the table out of frozen, or leave its content alone: the run would stop at the comparison.',
	find: ({ steps, file }) =>
		findInActs(steps, (act) =>
			contentChanges(act, act.writes)
				.filter(({ table }) => file.frozen.includes(table))
				.map(({ table, how }) => `${how} ${table}, which is frozen`),
		),
};

interface ContentChange {
	readonly table: string;
	readonly how: string;
}

function contentChanges({ node, names }: Act, writes: readonly Write[]): ContentChange[] {
	const written = writes.map(({ relation, event }) => ({ table: relation, how: `${event}s rows of` }));
	const { dropped, renamed } = relationChanges(node, names);
	return [
		...written,
		...dropped.map((table) => ({ table, how: 'drops' })),
		...renamed.map(({ from }) => ({ table: from, how: 'renames' })),
		...columnChanges({ node, names }),
	];
}

const columnParts: Readonly<Record<string, string>> = {
	AT_DropColumn: 'drops a column of',
	AT_AlterColumnType: 'converts a column of',
};

function columnChanges({ node, names }: Pick<Act, 'node' | 'names'>): ContentChange[] {
	const table = node.type === 'AlterTableStmt' ? relationName(node.fields['relation'], names) : null;
	if (table === null) return [];
	return nodesOf(node.fields['cmds']).flatMap(({ fields }) => {
		const how = columnParts[textOf(fields['subtype'])];
		return how ? [{ table, how }] : [];
	});
}
