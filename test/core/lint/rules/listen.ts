import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['LISTEN a', '1.sql:1', /^LISTEN/],
		['UNLISTEN *', '1.sql:1', /^UNLISTEN/],
	],
	passes: ['NOTIFY a'],
};
