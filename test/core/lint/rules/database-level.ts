import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['CREATE DATABASE d', '1.sql:1', /^CREATE DATABASE reaches/],
		['DROP DATABASE d', '1.sql:1', /^DROP DATABASE/],
		['ALTER DATABASE d WITH CONNECTION LIMIT 3', '1.sql:1', /^ALTER DATABASE/],
		['ALTER DATABASE d RENAME TO e', '1.sql:1', /^ALTER DATABASE/],
		['ALTER DATABASE d OWNER TO r', '1.sql:1', /^ALTER DATABASE/],
		["CREATE TABLESPACE s LOCATION '/a'", '1.sql:1', /^CREATE TABLESPACE/],
		['DROP TABLESPACE s', '1.sql:1', /^DROP TABLESPACE/],
		['ALTER TABLESPACE s RENAME TO t', '1.sql:1', /^ALTER TABLESPACE/],
		['ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b', '1.sql:1', /ALL IN TABLESPACE/],
	],
	passes: [
		"COMMENT ON DATABASE d IS 'a'",
		'GRANT CONNECT ON DATABASE d TO r',
		'ALTER TABLE t RENAME TO u',
		"ALTER DATABASE d SET search_path = 'a'",
	],
};
