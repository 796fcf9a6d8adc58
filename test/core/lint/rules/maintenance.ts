import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['VACUUM t', '1.sql:1', /^VACUUM is maintenance/],
		['ANALYZE t', '1.sql:1', /^ANALYZE/],
		['CLUSTER t USING i', '1.sql:1', /^CLUSTER/],
		['REINDEX TABLE t', '1.sql:1', /^REINDEX/],
		['CHECKPOINT', '1.sql:1', /^CHECKPOINT/],
	],
	passes: ['ALTER TABLE t CLUSTER ON i', 'EXPLAIN ANALYZE SELECT 1', 'REINDEX TABLE CONCURRENTLY t'],
};
