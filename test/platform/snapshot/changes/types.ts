import { afterwards, change, type SchemaChange } from './schema-change.ts';

const base = `CREATE TYPE shop.raw;
	CREATE FUNCTION shop.raw_in(cstring) RETURNS shop.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin';
	CREATE FUNCTION shop.raw_out(shop.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
	CREATE TYPE shop.raw (INPUT = shop.raw_in, OUTPUT = shop.raw_out)`;
const plain = `CREATE COLLATION shop.plain (provider = libc, locale = 'C')`;
const latin = `CREATE CONVERSION shop.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8`;
const cast = `CREATE CAST (shop.mood AS bytea) WITH INOUT`;
const dictionary = `CREATE TEXT SEARCH DICTIONARY shop.stems (TEMPLATE = simple, stopwords = english)`;
const configuration = `CREATE TEXT SEARCH CONFIGURATION shop.words (COPY = simple)`;

export const types: readonly SchemaChange[] = [
	change(`ALTER TYPE shop.mood ADD VALUE 'glad' AFTER 'ok'`, '~ type shop.mood: labels'),
	change(`ALTER TYPE shop.mood RENAME VALUE 'ok' TO 'fine'`, '~ type shop.mood: labels'),
	change(`COMMENT ON TYPE shop.mood IS 'x'`, '~ type shop.mood: comment'),
	change(`ALTER TYPE shop.mood OWNER TO alice`, '~ type shop.mood: owner'),
	change(`ALTER DOMAIN shop.code SET DEFAULT 'x'`, '~ type shop.code: default'),
	change(`ALTER DOMAIN shop.code SET NOT NULL`, '~ type shop.code: not_null'),
	change(`ALTER TYPE shop.address ALTER ATTRIBUTE street TYPE varchar(40)`, '~ column shop.address.street: type'),
	change(
		`ALTER TYPE shop.address ADD ATTRIBUTE town text`,
		'+ column shop.address.town',
		'~ type shop.address: attributes',
	),
	change(`ALTER TYPE shop.address DROP ATTRIBUTE zip`, '- column shop.address.zip', '~ type shop.address: attributes'),
	change(
		`DROP TYPE shop.address; CREATE TYPE shop.address AS (zip varchar(10), street text)`,
		'~ type shop.address: attributes',
	),
	change(
		`DROP TYPE shop.span; CREATE TYPE shop.span AS RANGE (subtype = float8, subtype_diff = float8mi)`,
		'~ type shop.span: difference',
	),
	change(
		`DROP TYPE shop.span; CREATE TYPE shop.span AS RANGE (subtype = int4)`,
		'~ type shop.span: operator_class, subtype',
	),
	change(
		`DROP TYPE shop.span; CREATE TYPE shop.span AS RANGE (subtype = float8, multirange_type_name = shop.spans)`,
		'~ type shop.span: multirange',
	),
	afterwards(base, `ALTER TYPE shop.raw SET (STORAGE = extended)`, '~ type shop.raw: storage'),
	afterwards(
		base,
		`COMMENT ON TYPE shop.raw IS 'x'; ALTER TYPE shop.raw OWNER TO alice`,
		'~ type shop.raw: comment, owner',
	),
	afterwards(
		`CREATE TYPE shop.raw`,
		base.slice(base.indexOf('CREATE FUNCTION')),
		'+ function shop.raw_in(cstring)',
		'+ function shop.raw_out(shop.raw)',
		'~ type shop.raw: by_value, category, input, kind, length, output',
	),
	afterwards(
		plain,
		`DROP COLLATION shop.plain; CREATE COLLATION shop.plain (provider = libc, locale = 'POSIX')`,
		'~ collation shop.plain: collate, ctype',
	),
	afterwards(
		`CREATE COLLATION shop.plain (provider = icu, locale = 'de')`,
		`DROP COLLATION shop.plain; CREATE COLLATION shop.plain (provider = icu, locale = 'de', deterministic = false)`,
		'~ collation shop.plain: deterministic',
	),
	afterwards(
		`CREATE COLLATION shop.plain (provider = icu, locale = 'de')`,
		`UPDATE pg_collation SET collversion = '1' WHERE collname = 'plain'`,
		'~ collation shop.plain: version',
	),
	afterwards(
		plain,
		`COMMENT ON COLLATION shop.plain IS 'x'; ALTER COLLATION shop.plain OWNER TO bob`,
		'~ collation shop.plain: comment, owner',
	),
	afterwards(
		latin,
		`DROP CONVERSION shop.latin; CREATE DEFAULT CONVERSION shop.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8`,
		'~ conversion shop.latin: default',
	),
	afterwards(
		latin,
		`COMMENT ON CONVERSION shop.latin IS 'x'; ALTER CONVERSION shop.latin OWNER TO bob`,
		'~ conversion shop.latin: comment, owner',
	),
	afterwards(
		cast,
		`DROP CAST (shop.mood AS bytea); CREATE CAST (shop.mood AS bytea) WITH INOUT AS ASSIGNMENT`,
		'~ cast (shop.mood AS bytea): context',
	),
	afterwards(cast, `COMMENT ON CAST (shop.mood AS bytea) IS 'x'`, '~ cast (shop.mood AS bytea): comment'),
	afterwards(cast, `DROP CAST (shop.mood AS bytea)`, '- cast (shop.mood AS bytea)'),
	afterwards(
		`CREATE TRANSFORM FOR shop.mood LANGUAGE sql (FROM SQL WITH FUNCTION varchar_support(internal))`,
		`CREATE OR REPLACE TRANSFORM FOR shop.mood LANGUAGE sql (FROM SQL WITH FUNCTION numeric_support(internal))`,
		'~ transform for shop.mood language sql: from_sql',
	),
];

export const textSearch: readonly SchemaChange[] = [
	afterwards(
		configuration,
		`ALTER TEXT SEARCH CONFIGURATION shop.words ALTER MAPPING FOR asciiword WITH english_stem, simple`,
		'~ text search configuration shop.words: mapping asciiword',
	),
	afterwards(
		configuration,
		`ALTER TEXT SEARCH CONFIGURATION shop.words DROP MAPPING FOR url`,
		'~ text search configuration shop.words: mapping url',
	),
	afterwards(
		configuration,
		`COMMENT ON TEXT SEARCH CONFIGURATION shop.words IS 'x'; ALTER TEXT SEARCH CONFIGURATION shop.words OWNER TO bob`,
		'~ text search configuration shop.words: comment, owner',
	),
	afterwards(
		dictionary,
		`ALTER TEXT SEARCH DICTIONARY shop.stems (accept = false)`,
		'~ text search dictionary shop.stems: options',
	),
	afterwards(
		dictionary,
		`COMMENT ON TEXT SEARCH DICTIONARY shop.stems IS 'x'; ALTER TEXT SEARCH DICTIONARY shop.stems OWNER TO bob`,
		'~ text search dictionary shop.stems: comment, owner',
	),
	afterwards(
		`CREATE TEXT SEARCH TEMPLATE shop.shape (LEXIZE = dsimple_lexize)`,
		`DROP TEXT SEARCH TEMPLATE shop.shape; CREATE TEXT SEARCH TEMPLATE shop.shape (INIT = dsimple_init, LEXIZE = dsimple_lexize)`,
		'~ text search template shop.shape: initialize',
	),
	afterwards(
		`CREATE TEXT SEARCH PARSER shop.reader (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)`,
		`DROP TEXT SEARCH PARSER shop.reader; CREATE TEXT SEARCH PARSER shop.reader (START = prsd_start,
			GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline)`,
		'~ text search parser shop.reader: headline',
	),
];
