import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		["CREATE SUBSCRIPTION s CONNECTION 'a' PUBLICATION p", '1.sql:1', /^CREATE SUBSCRIPTION/],
		['DROP SUBSCRIPTION s', '1.sql:1', /^DROP SUBSCRIPTION/],
		['ALTER SUBSCRIPTION s DISABLE', '1.sql:1', /^ALTER SUBSCRIPTION/],
	],
	passes: ['CREATE PUBLICATION p'],
};
