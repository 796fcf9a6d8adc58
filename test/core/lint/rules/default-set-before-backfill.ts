import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			"ALTER TABLE t ALTER a SET DEFAULT 'x';\nUPDATE t SET a = b WHERE a IS NULL",
			'1.sql:2',
			/^public.t.a was given a default before/,
		],
		[
			{
				steps: [
					'ALTER TABLE t ADD COLUMN a text',
					"ALTER TABLE t ALTER a SET DEFAULT 'x'",
					'UPDATE t SET a = b WHERE a IS NULL',
				],
			},
			'3.sql:1',
			/public.t.a/,
		],
	],
	passes: [
		"UPDATE t SET a = b WHERE a IS NULL; ALTER TABLE t ALTER a SET DEFAULT 'x'",
		'ALTER TABLE t ALTER a DROP DEFAULT; UPDATE t SET a = b WHERE a IS NULL',
		'ALTER TABLE t ALTER a SET DEFAULT NULL; UPDATE t SET a = b WHERE a IS NULL',
		"CREATE TABLE t (a text); ALTER TABLE t ALTER a SET DEFAULT 'x'; UPDATE t SET a = b WHERE a IS NULL",
		"ALTER TABLE t ADD COLUMN a text DEFAULT 'x'; UPDATE t SET a = b WHERE a IS NULL",
	],
};
