import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['UPDATE pg_class SET relname = relname WHERE false', '1.sql:1', /^writes pg_catalog.pg_class by hand$/],
		['DELETE FROM pg_catalog.pg_depend WHERE false', '1.sql:1', /pg_depend/],
		['LOCK TABLE pg_catalog.pg_class IN ACCESS EXCLUSIVE MODE', '1.sql:1', /pg_class/],
	],
	passes: ['SELECT * FROM pg_class', 'UPDATE public.pg_class SET a = 1 WHERE false'],
};
