import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DELETE FROM store.box; RETURN 1; END $$;\nCREATE TABLE n (a int DEFAULT f())',
			'1.sql:2',
			/store.box.*line 1 of public.f/,
		],
		[
			'UPDATE store.box SET id = 1 WHERE id = 2',
			'1.sql:1',
			/^takes ROW EXCLUSIVE on store.box, which scope.allow does not cover$/,
		],
		[
			'SELECT 1;\nALTER TABLE public.t ADD COLUMN a integer REFERENCES store.box',
			'1.sql:2',
			/^takes SHARE ROW EXCLUSIVE on store.box/,
		],
		[
			{ steps: ['CREATE TABLE public.t (id serial)'], plan: { scope: { allow: ['public.t'] } } },
			'1.sql:1',
			/ACCESS EXCLUSIVE on public.t_id_seq/,
		],
		[
			{
				steps: ['ALTER TABLE t ADD COLUMN n integer GENERATED ALWAYS AS IDENTITY'],
				plan: { scope: { allow: ['public.t'] } },
			},
			'1.sql:1',
			/public.t_n_seq/,
		],
		['CREATE SCHEMA store', '1.sql:1', /^makes the schema store/],
		['DROP SCHEMA store', '1.sql:1', /^drops the schema store/],
		['ALTER TABLE t SET SCHEMA store', '1.sql:1', /^makes store.t/],
		['WITH gone AS (DELETE FROM store.box RETURNING *) SELECT 1', '1.sql:1', /ROW EXCLUSIVE on store.box/],
		['DO $$ BEGIN DELETE FROM store.box; END $$', '1.sql:1', /store.box.*line 1 of the DO block/],
		[
			'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN TRUNCATE store.box; END $$;\nSELECT f()',
			'1.sql:2',
			/store.box.*line 1 of public.f/,
		],
		["SELECT nextval('store.numbers')", '1.sql:1', /store.numbers/],
		[{ steps: ['SELECT 1'], rollback: 'DROP TABLE store.box' }, '1-back.sql:1', /store.box/],
		[
			'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql SET search_path = store AS $$ BEGIN DELETE FROM box; RETURN NEW; END $$;\nCREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();\nINSERT INTO t VALUES (1)',
			'1.sql:3',
			/store.box/,
		],
	],
	passes: [
		'UPDATE t SET id = 1 WHERE id = 2',
		'SELECT * FROM store.box',
		'CREATE TEMP TABLE box (id integer); INSERT INTO box VALUES (1)',
		'WITH box AS (SELECT 1 AS id) UPDATE t SET id = box.id FROM box',
		{
			steps: ['CREATE SCHEMA store; CREATE TABLE store.box (id serial)'],
			plan: { scope: { allow: ['store.box', 'store.box_id_seq'] } },
		},
		'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN TRUNCATE store.box; END $$',
		{ steps: ['UPDATE store.box SET id = 1 WHERE id = 2'], plan: { scope: { allow: ['store.*'] } } },
		'DELETE FROM cutter_control.evidence',
	],
};
