import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['ALTER FUNCTION f() SECURITY DEFINER SET work_mem = 1', '1.sql:1', /^f is given/],
		[
			'CREATE FUNCTION s.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$',
			'1.sql:1',
			/^s.f runs with its owner’s rights/,
		],
		['ALTER FUNCTION f() SECURITY DEFINER', '1.sql:1', /^f is given its owner’s rights/],
	],
	passes: [
		'CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = store, pg_temp AS $$ SELECT 1 $$',
		"CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT 1 $$",
		'CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY INVOKER AS $$ SELECT 1 $$',
		'ALTER FUNCTION f() SECURITY DEFINER SET search_path = store',
		'ALTER FUNCTION f() STABLE',
	],
};
