import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [["LOAD 'auto_explain'", '1.sql:1', /^LOAD/]],
	passes: ['CREATE EXTENSION e'],
};
