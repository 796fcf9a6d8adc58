import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		["ALTER SYSTEM SET work_mem = '1GB'", '1.sql:1', /^ALTER SYSTEM/],
		['ALTER SYSTEM RESET ALL', '1.sql:1', /^ALTER SYSTEM/],
	],
	passes: ["SET work_mem = '1GB'"],
};
