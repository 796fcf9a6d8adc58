import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			'ALTER TABLE t ADD COLUMN a text NOT NULL',
			'1.sql:1',
			/^a is NOT NULL without a default: it fails as soon as public.t has a row$/,
		],
		['ALTER TABLE t ADD COLUMN a int PRIMARY KEY', '1.sql:1', /a is NOT NULL/],
	],
	passes: [
		"ALTER TABLE t ADD COLUMN a text NOT NULL DEFAULT ''",
		'ALTER TABLE t ADD COLUMN a text',
		'CREATE TABLE t (a text NOT NULL)',
		'CREATE TABLE t (); ALTER TABLE t ADD COLUMN a text NOT NULL',
		'ALTER TABLE t ADD COLUMN a int NOT NULL GENERATED ALWAYS AS IDENTITY',
		'ALTER TABLE t ADD COLUMN a serial NOT NULL',
		'ALTER TABLE t ADD COLUMN a int NOT NULL GENERATED ALWAYS AS (b) STORED',
	],
};
