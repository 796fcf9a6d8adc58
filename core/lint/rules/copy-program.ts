import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

export const copyProgram: Rule = {
	id: 'copy-program',
	severity: 'error',
	remedy: 'Leave it out: a migration starts no program on the database server.',
	find: ({ running }) =>
		findInActs(running, ({ node }) =>
			node.type === 'CopyStmt' && node.fields['is_program'] ? 'COPY … PROGRAM runs a program on the server' : null,
		),
};
