import { qualifiedName, sortedTexts } from '../in-scope.ts';

// Access methods that PostgreSQL was made with, by their fixed OIDs: 403 is btree, 405 is hash. Neither takes
// parameters for an operator class of PostgreSQL's own, so hardly any column has to be asked for them.
const parameters = `
	CASE WHEN index.relam IN (403, 405) AND key.class < 16384 THEN NULL ELSE (
		SELECT ' (' || array_to_string(${sortedTexts('own.attoptions')}, ', ') || ')' FROM pg_attribute own
		WHERE own.attrelid = index.indexrelid AND own.attnum = key.n AND own.attoptions IS NOT NULL)
	END`;

const operatorClass = `(SELECT ' ' || CASE n.nspname WHEN 'pg_catalog' THEN quote_ident(class.opcname)
		ELSE ${qualifiedName('n', 'class.opcname')} END
	FROM pg_opclass class JOIN pg_namespace n ON n.oid = class.opcnamespace WHERE class.oid = key.class)`;

/**
 * Nothing for the operator class that PostgreSQL chooses for a column of that type by itself: the default one for
 * exactly this type or, where there is none, a default one that serves it too, as `text_ops` does for varchar.
 */
function unusualClass(type: string): string {
	const base = `CASE WHEN ${type} < 16384 THEN ${type}
		ELSE (SELECT coalesce(nullif(t.typbasetype, 0), t.oid) FROM pg_type t WHERE t.oid = ${type}) END`;
	return `CASE
		WHEN key.class IS NULL THEN ''
		WHEN ${parameters} IS NOT NULL THEN ${operatorClass} || ${parameters}
		WHEN (key.class, ${base}) IN (SELECT oid, opcintype FROM pg_opclass WHERE opcdefault) THEN ''
		WHEN key.class IN (SELECT oid FROM pg_opclass WHERE opcdefault)
			AND (index.relam, ${base}) NOT IN (SELECT opcmethod, opcintype FROM pg_opclass WHERE opcdefault) THEN ''
		ELSE ${operatorClass}
	END`;
}

function unusualCollation(usual: string): string {
	return `CASE WHEN key.collated IN (0, ${usual}) THEN '' ELSE coalesce(' COLLATE ' || key.collated::regcollation, '') END`;
}

/**
 * SQL for one column of `index` as CREATE INDEX would take it, from `key`, unnested from the catalog's arrays.
 * A subquery for each, because nested loops are off.
 */
export const indexColumn = `
	coalesce(
		(SELECT quote_ident(a.attname) || ${unusualCollation('a.attcollation')} || ${unusualClass('a.atttypid')}
		FROM pg_attribute a WHERE a.attrelid = index.indrelid AND a.attnum = key.attnum AND key.attnum <> 0),
		(SELECT pg_get_indexdef(index.indexrelid, key.n::int, false)
			|| ${unusualCollation(`'pg_catalog.default'::regcollation`)} || ${unusualClass('a.atttypid')}
		FROM pg_attribute a WHERE a.attrelid = index.indexrelid AND a.attnum = key.n)
	) || CASE key.direction WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END`;
