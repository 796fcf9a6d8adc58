import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

export const copyFile: Rule = {
	id: 'copy-file',
	severity: 'error',
	remedy: 'Write the rows as INSERT … VALUES: what is not in the frozen file is not what was reviewed.',
	find: ({ running }) =>
		findInActs(running, ({ node: { type, fields } }) =>
			type === 'CopyStmt' && fields['filename'] && !fields['is_program']
				? 'COPY to or from a file reads or writes the server’s disk'
				: null,
		),
};
