import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['REINDEX (VERBOSE, CONCURRENTLY) TABLE t', '1.sql:1', /^REINDEX/],
		['CREATE INDEX CONCURRENTLY i ON t (a)', '1.sql:1', /^CREATE INDEX CONCURRENTLY commits/],
		['SELECT 1;\n\nDROP INDEX CONCURRENTLY i', '1.sql:3', /^DROP INDEX/],
		['REINDEX INDEX CONCURRENTLY i', '1.sql:1', /^REINDEX/],
		['REINDEX (CONCURRENTLY) TABLE t', '1.sql:1', /^REINDEX/],
		['ALTER TABLE t DETACH PARTITION p CONCURRENTLY', '1.sql:1', /^DETACH PARTITION/],
	],
	passes: [
		'CREATE INDEX i ON t (a)',
		'DROP INDEX i',
		'REFRESH MATERIALIZED VIEW CONCURRENTLY m',
		'ALTER TABLE t DETACH PARTITION p',
		'REINDEX (CONCURRENTLY false) TABLE t',
	],
};
