import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['CREATE ROLE r', '1.sql:1', /^CREATE ROLE changes the whole server/],
		['ALTER ROLE r NOLOGIN', '1.sql:1', /^ALTER ROLE/],
		['DROP ROLE r', '1.sql:1', /^DROP ROLE/],
		['GRANT r TO s', '1.sql:1', /^GRANT or REVOKE/],
	],
	passes: ['GRANT SELECT ON t TO r', 'ALTER TABLE t OWNER TO r'],
};
