import { nodesOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** What is not as the author thought shall stop the run, and not be passed over. */
export const ifExists: Rule = {
	id: 'if-exists',
	severity: 'hazard',
	remedy: 'Leave it out, so that drift stops the run; a step that may find its work done has satisfied_when.',
	find: ({ running }) =>
		findInActs(running, (act) =>
			[...new Set(words(act))].map((word) => `${word} passes over a database that is not as expected`),
		),
};

function words({ node: { type, fields } }: Act): string[] {
	const parts = type === 'AlterTableStmt' ? nodesOf(fields['cmds']) : [];
	return [
		...(fields['missing_ok'] ? ['IF EXISTS'] : []),
		...(fields['if_not_exists'] || fields['skipIfNewValExists'] ? ['IF NOT EXISTS'] : []),
		...(fields['replace'] ? ['OR REPLACE'] : []),
		...parts.flatMap(({ fields: part }) => {
			if (!part['missing_ok']) return [];
			return [part['subtype'] === 'AT_AddColumn' ? 'IF NOT EXISTS' : 'IF EXISTS'];
		}),
	];
}
