import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		["COPY t FROM PROGRAM 'cat'", '1.sql:1', /runs a program/],
		["COPY (SELECT 1) TO PROGRAM 'cat'", '1.sql:1', /runs a program/],
	],
	passes: ['COPY t FROM STDIN', "COPY t FROM '/a'"],
};
