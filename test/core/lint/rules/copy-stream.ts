import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['COPY t FROM STDIN', '1.sql:1', /client’s stream/],
		['COPY t TO STDOUT', '1.sql:1', /client’s stream/],
	],
	passes: ["COPY t FROM '/a'", 'INSERT INTO t VALUES (1)'],
};
