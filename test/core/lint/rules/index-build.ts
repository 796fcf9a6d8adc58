import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['CREATE INDEX i ON t (a)', '1.sql:1', /^builds an index of public.t under SHARE/],
		['SELECT 1;\nCREATE UNIQUE INDEX ON store.t (a)', '1.sql:2', /store.t/],
		['ALTER TABLE t ADD UNIQUE (a)', '1.sql:1', /unique constraint of public.t under ACCESS EXCLUSIVE/],
		['ALTER TABLE t ADD PRIMARY KEY (a)', '1.sql:1', /primary key/],
		['ALTER TABLE t ADD EXCLUDE USING gist (a WITH &&)', '1.sql:1', /exclusion/],
		['ALTER TABLE t ADD COLUMN a int UNIQUE', '1.sql:1', /unique/],
	],
	passes: [
		'CREATE TABLE t (a int PRIMARY KEY); CREATE INDEX i ON t (a); ALTER TABLE t ADD UNIQUE (a)',
		'CREATE INDEX CONCURRENTLY i ON t (a)',
		'ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i',
		'CREATE INDEX i ON ONLY t (a)',
		'DROP INDEX i',
	],
};
