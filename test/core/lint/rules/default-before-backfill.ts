import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			"ALTER TABLE t ADD COLUMN a text DEFAULT 'x';\nUPDATE t SET a = b WHERE a IS NULL",
			'1.sql:2',
			/^public.t.a was added with a default, so no row has it NULL/,
		],
		[
			{
				steps: [
					"ALTER TABLE public.t ADD COLUMN a text NOT NULL DEFAULT 'x'",
					'UPDATE t SET a = b WHERE b = 1 AND a IS NULL',
				],
			},
			'2.sql:1',
			/public.t.a/,
		],
		[
			"ALTER TABLE t ADD COLUMN a text DEFAULT 'x', ALTER COLUMN a SET DEFAULT 'y';\nUPDATE t AS u SET a = b WHERE u.a IS NULL",
			'1.sql:2',
			/public.t.a/,
		],
		[
			'ALTER TABLE t ADD COLUMN a integer GENERATED ALWAYS AS (1) STORED;\nUPDATE t SET b = 1 WHERE a IS NULL',
			'1.sql:2',
			/public.t.a/,
		],
		[
			"ALTER TABLE t ADD COLUMN a text DEFAULT 'x';\nDO $$ BEGIN UPDATE t SET a = b WHERE a IS NULL; END $$",
			'1.sql:2',
			/DO block/,
		],
	],
	passes: [
		{
			steps: ["ALTER TABLE t ADD COLUMN a text DEFAULT 'x'", 'UPDATE t SET a = b WHERE a IS NULL'],
			plan: {
				steps: [
					{
						id: 'a',
						title: 'a',
						file: '1.sql',
						rollback: '1-back.sql',
						satisfied_when: { id: 'S', title: 'S', sql: 'SELECT 1', expect: { scalar: 1 } },
					},
					{ id: 'b', title: 'b', file: '2.sql', rollback: '1-back.sql' },
				],
			},
		},
		'ALTER TABLE t ADD COLUMN a text; UPDATE t SET a = b WHERE a IS NULL; ALTER TABLE t ALTER a SET DEFAULT 1',
		"ALTER TABLE t ADD COLUMN a text DEFAULT 'x'; UPDATE t SET a = b WHERE a = 'x'",
		"ALTER TABLE t ADD COLUMN a text DEFAULT 'x'; UPDATE t SET a = b WHERE a IS NULL OR b > 1",
		"ALTER TABLE t ADD COLUMN a text DEFAULT 'x'; UPDATE u SET a = b WHERE a IS NULL",
		'ALTER TABLE t ADD COLUMN a text DEFAULT NULL; UPDATE t SET a = b WHERE a IS NULL',
		'ALTER TABLE t ADD COLUMN a text DEFAULT NULL::text; UPDATE t SET a = b WHERE a IS NULL',
		"ALTER TABLE t ADD COLUMN a text DEFAULT 'x'; UPDATE t SET b = 1 FROM u WHERE a IS NULL",
		"ALTER TABLE t ADD COLUMN a text DEFAULT 'x'; ALTER TABLE t DROP COLUMN a; ALTER TABLE t ADD COLUMN a text; UPDATE t SET a = b WHERE a IS NULL",
		"UPDATE t SET a = b WHERE a IS NULL; ALTER TABLE t ADD COLUMN c text DEFAULT 'x'",
	],
};
