import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['GRANT SELECT ON t TO PUBLIC', '1.sql:1', /PUBLIC/],
		['SELECT 1;\nGRANT USAGE ON SCHEMA s TO r, PUBLIC', '1.sql:2', /PUBLIC/],
		['ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC', '1.sql:1', /PUBLIC/],
	],
	passes: ['GRANT SELECT ON t TO r', 'REVOKE ALL ON t FROM PUBLIC', 'GRANT SELECT ON t TO "PUBLIC"'],
};
