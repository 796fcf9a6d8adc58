import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			{ steps: ['DROP FUNCTION f(int)'], plan: { expect: { additions_only: true } } },
			'1.sql:1',
			/^drops the function f/,
		],
		[
			{ steps: ['DROP TRIGGER r ON t'], plan: { expect: { additions_only: true } } },
			'1.sql:1',
			/^drops the trigger t.r/,
		],
		[{ steps: ['DROP EXTENSION e'], plan: { expect: { additions_only: true } } }, '1.sql:1', /^drops the extension e/],
		[
			{ steps: ['DROP TABLE t'], plan: { expect: { additions_only: true } } },
			'1.sql:1',
			/^drops public.t, and expect.additions_only promises additions alone$/,
		],
		[{ steps: ['DROP VIEW v'], plan: { expect: { additions_only: true } } }, '1.sql:1', /^drops public.v/],
		[{ steps: ['DROP INDEX i'], plan: { expect: { additions_only: true } } }, '1.sql:1', /^drops the index public.i/],
		[{ steps: ['DROP SCHEMA store'], plan: { expect: { additions_only: true } } }, '1.sql:1', /schema store/],
		[{ steps: ['DROP TYPE mood'], plan: { expect: { additions_only: true } } }, '1.sql:1', /type mood/],
		[
			{ steps: ['ALTER TABLE t RENAME TO u'], plan: { expect: { additions_only: true } } },
			'1.sql:1',
			/^renames public.t/,
		],
		[
			{ steps: ['ALTER TABLE t RENAME a TO b'], plan: { expect: { additions_only: true } } },
			'1.sql:1',
			/^renames a of public.t/,
		],
		[
			{ steps: ['ALTER TABLE t SET SCHEMA store'], plan: { expect: { additions_only: true } } },
			'1.sql:1',
			/^moves public.t/,
		],
		[
			{ steps: ['ALTER TABLE t ALTER a TYPE text'], plan: { expect: { additions_only: true } } },
			'1.sql:1',
			/^converts a of public.t/,
		],
		[
			{ steps: ['SELECT 1;\nALTER TABLE t DROP COLUMN a'], plan: { expect: { additions_only: true } } },
			'1.sql:2',
			/^drops a of/,
		],
		[
			{ steps: ['ALTER TABLE t ALTER a SET NOT NULL'], plan: { expect: { additions_only: true } } },
			'1.sql:1',
			/NOT NULL/,
		],
		[
			{ steps: ['ALTER TABLE t ALTER a SET DEFAULT 1'], plan: { expect: { additions_only: true } } },
			'1.sql:1',
			/default of a/,
		],
		[
			{ steps: ['ALTER TABLE t DROP CONSTRAINT k'], plan: { expect: { additions_only: true } } },
			'1.sql:1',
			/constraint k/,
		],
	],
	passes: [
		{
			steps: ['CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1; DROP FUNCTION f()'],
			plan: { expect: { additions_only: true } },
		},
		{
			steps: ['DROP TRIGGER r ON t; CREATE TRIGGER r BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()'],
			plan: { expect: { additions_only: true } },
		},
		'DROP TABLE t',
		{
			steps: ['ALTER TABLE t ADD COLUMN a text; ALTER TABLE t ALTER a SET DEFAULT 1, ALTER a SET NOT NULL'],
			plan: { expect: { additions_only: true } },
		},
		{
			steps: ['CREATE TABLE u (a int); ALTER TABLE u DROP COLUMN a; DROP TABLE u'],
			plan: { expect: { additions_only: true } },
		},
		{
			steps: ['ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0); ALTER TABLE t DROP CONSTRAINT k'],
			plan: { expect: { additions_only: true } },
		},
		{
			steps: ['ALTER TABLE t ADD UNIQUE (a); ALTER TABLE t DROP CONSTRAINT t_a_key'],
			plan: { expect: { additions_only: true } },
		},
		{ steps: ['DROP TABLE IF EXISTS t'], plan: { expect: { additions_only: true } } },
		{ steps: ['DROP VIEW v; CREATE VIEW v AS SELECT 1'], plan: { expect: { additions_only: true } } },
		{ steps: ['SELECT 1'], rollback: 'DROP TABLE t', plan: { expect: { additions_only: true } } },
		{ steps: ['ALTER TABLE t DISABLE TRIGGER a'], plan: { expect: { additions_only: true } } },
	],
};
