import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

export const copyStream: Rule = {
	id: 'copy-stream',
	severity: 'error',
	remedy: 'Write the rows as INSERT … VALUES.',
	find: ({ running }) =>
		findInActs(running, ({ node: { type, fields } }) =>
			type === 'CopyStmt' && !fields['filename'] ? 'COPY needs a client’s stream, which a frozen file has not' : null,
		),
};
