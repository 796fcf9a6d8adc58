import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			'ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL) NOT VALID;\nALTER TABLE t VALIDATE CONSTRAINT k;\nALTER TABLE t ALTER a SET NOT NULL',
			'1.sql:2',
			/to validate k/,
		],
		['ALTER TABLE t ADD CHECK (a IS NOT NULL);\nALTER TABLE t ALTER a SET NOT NULL', '1.sql:1', /new check/],
		['ALTER TABLE t ADD CHECK (a > 0)', '1.sql:1', /^looks through public.t for its new check$/],
		['ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u', '1.sql:1', /new foreign key/],
		['SELECT 1;\nALTER TABLE t ALTER a SET NOT NULL', '1.sql:2', /for a NULL in a$/],
		['ALTER TABLE t VALIDATE CONSTRAINT k', '1.sql:1', /to validate k/],
		['ALTER TABLE t ADD COLUMN a int CHECK (a > 0)', '1.sql:1', /new check/],
		['ALTER TABLE t ADD COLUMN a int DEFAULT 1 REFERENCES u', '1.sql:1', /new foreign key/],
		['ALTER TABLE t ATTACH PARTITION p DEFAULT', '1.sql:1', /^looks through public.p/],
		['ALTER DOMAIN d ADD CHECK (VALUE > 0)', '1.sql:1', /every table with a column of this domain/],
		['ALTER DOMAIN d VALIDATE CONSTRAINT k', '1.sql:1', /domain/],
		[
			'ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL) NOT VALID;\nALTER TABLE t ALTER a SET NOT NULL',
			'1.sql:2',
			/NULL in a/,
		],
	],
	passes: [
		'ALTER TABLE t ADD CHECK (a > 0) NOT VALID',
		'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u NOT VALID',
		'ALTER TABLE t ADD COLUMN a int REFERENCES u',
		'CREATE TABLE t (a int CHECK (a > 0) REFERENCES u)',
		'CREATE TABLE t (a int); ALTER TABLE t ADD CHECK (a > 0), ALTER a SET NOT NULL',
		'ALTER TABLE t ADD UNIQUE (a)',
		'CREATE TABLE p (a int); ALTER TABLE t ATTACH PARTITION p DEFAULT',
		'ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID',
		'ALTER TABLE t ALTER a DROP NOT NULL',
	],
};
