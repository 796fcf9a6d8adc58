import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		["COPY t FROM '/etc/passwd'", '1.sql:1', /server’s disk/],
		["COPY (SELECT 1) TO '/srv/a'", '1.sql:1', /server’s disk/],
	],
	passes: ["COPY t FROM PROGRAM 'cat'", 'COPY t TO STDOUT'],
};
