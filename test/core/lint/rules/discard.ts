import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['DISCARD ALL', '1.sql:1', /^DISCARD/],
		['DISCARD TEMP', '1.sql:1', /^DISCARD/],
	],
	passes: ['DEALLOCATE ALL'],
};
