/**
 * Nothing for the operator class that PostgreSQL chooses for a column of that type by itself: the default one for
 * exactly this type or, where there is none, a default one that serves it too, as `text_ops` does for varchar. Types of
 * users are not looked into: a domain's class is named unless it is the domain's own.
 * By pg_describe_object, because every subquery here would be set up anew for each column of each index.
 */
function unusualClass(type: string): string {
	return `CASE
		WHEN key.class IS NULL OR (key.class, ${type}) IN (SELECT oid, opcintype FROM pg_opclass WHERE opcdefault) THEN ''
		WHEN ${type} < 16384 AND key.class IN (SELECT oid FROM pg_opclass WHERE opcdefault)
			AND (index.relam, ${type}) NOT IN (SELECT opcmethod, opcintype FROM pg_opclass WHERE opcdefault) THEN ''
		ELSE ' ' || substring(pg_describe_object('pg_opclass'::regclass, key.class, 0)
			FROM '^operator class (.*) for access method ')
	END`;
}

function unusualCollation(usual: string): string {
	return `CASE WHEN key.collated IN (0, ${usual}) THEN '' ELSE coalesce(' COLLATE ' || key.collated::regcollation, '') END`;
}

/**
 * SQL for one column of `index` as CREATE INDEX would take it, without parameters of its operator class, from `key`,
 * unnested from the catalog's arrays. A subquery for each, because nested loops are off.
 */
export const indexColumn = `
	coalesce(
		(SELECT quote_ident(a.attname) || ${unusualCollation('a.attcollation')} || ${unusualClass('a.atttypid')}
		FROM pg_attribute a WHERE a.attrelid = index.indrelid AND a.attnum = key.attnum AND key.attnum <> 0),
		(SELECT pg_get_indexdef(index.indexrelid, key.n::int, false)
			|| ${unusualCollation(`'pg_catalog.default'::regcollation`)} || ${unusualClass('a.atttypid')}
		FROM pg_attribute a WHERE a.attrelid = index.indexrelid AND a.attnum = key.n)
	) || CASE key.direction WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END`;
