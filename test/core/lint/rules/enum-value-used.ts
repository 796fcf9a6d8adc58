import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			"ALTER TYPE mood ADD VALUE 'so';\nUPDATE t SET a = 'so' WHERE a = 'bad'",
			'1.sql:2',
			/^uses 'so', which public.mood was given in this very transaction/,
		],
		[{ steps: ["ALTER TYPE mood ADD VALUE 'so'", "ALTER TABLE t ALTER a SET DEFAULT 'so'"] }, '2.sql:1', /'so'/],
	],
	passes: [
		"ALTER TYPE mood ADD VALUE 'so'; ALTER TYPE mood ADD VALUE 'la' AFTER 'so'; COMMENT ON TYPE mood IS 'so'",
		{
			steps: ["ALTER TYPE mood ADD VALUE 'so'", "UPDATE t SET a = 'so' WHERE a = 'bad'"],
			plan: { transaction: 'per_step' },
		},
		"ALTER TYPE mood ADD VALUE 'so'; UPDATE t SET a = 'bad' WHERE a = 'good'",
		"UPDATE t SET a = 'so' WHERE a = 'bad'; ALTER TYPE mood ADD VALUE 'so'",
		"CREATE TYPE mood AS ENUM ('bad', 'so'); INSERT INTO t VALUES ('so')",
		"ALTER TYPE mood RENAME VALUE 'bad' TO 'so'; UPDATE t SET a = 'so' WHERE id = 1",
	],
};
