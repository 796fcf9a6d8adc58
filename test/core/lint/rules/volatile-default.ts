import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			'ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid()',
			'1.sql:1',
			/^a gets another value from gen_random_uuid\(\) in each run/,
		],
		['ALTER TABLE t ADD COLUMN a timestamptz DEFAULT clock_timestamp()', '1.sql:1', /clock_timestamp/],
		['ALTER TABLE t ADD COLUMN a text DEFAULT md5(random()::text)', '1.sql:1', /random/],
		['ALTER TABLE t ADD COLUMN a uuid DEFAULT extensions.uuid_generate_v4()', '1.sql:1', /uuid_generate_v4/],
	],
	passes: [
		'ALTER TABLE t ADD COLUMN a timestamptz DEFAULT now()',
		"ALTER TABLE t ADD COLUMN a integer DEFAULT nextval('q')",
		'ALTER TABLE t ALTER a SET DEFAULT gen_random_uuid()',
		'CREATE TABLE t (a uuid DEFAULT gen_random_uuid())',
		'CREATE TABLE t (); ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid()',
	],
};
