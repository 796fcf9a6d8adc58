import type { Rule } from '../rule.ts';

export const missingTimeouts: Rule = {
	id: 'missing-timeouts',
	severity: 'hazard',
	remedy: 'State `timeouts: { lock_ms, statement_ms }`: how long others may have to wait for this plan.',
	find: ({ file }) =>
		file.timeouts
			? []
			: [{ where: [], message: 'states no timeouts: how long it may block others is left to the site' }],
};
