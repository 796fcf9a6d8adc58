import type { CatalogQuery } from '../catalog-query.ts';
import { inScope, joinComment, outsideExtensions, parentNames, qualifiedName, sortedTexts } from '../in-scope.ts';
import { indexColumn } from './index-column.ts';

// From the catalogs and not by pg_get_indexdef, which loads every table's description for each of its indexes: a
// third of the time. As there, an operator class is named only where it is not the default for the column's type, and
// a collation only where it is not the column's. Options stand sorted, outside the definition.
// Parameters of operator classes, as of statistics targets, stand by the number of the index's column. Classes of
// PostgreSQL's own for btree (403) and hash (405) take none, so hardly any index has to be asked for them.
const sql = `
	WITH index AS MATERIALIZED (
		SELECT i.indexrelid, i.indrelid, i.indnkeyatts, i.indkey::int2[] AS keys, i.indclass::oid[] AS classes,
			i.indcollation::oid[] AS collations, i.indoption::int2[] AS directions,
			i.indisunique, i.indnullsnotdistinct, i.indisvalid, i.indisready, i.indislive, i.indisclustered, i.indpred,
			i.indexprs IS NOT NULL AS has_expressions,
			c.relam, c.reltablespace, c.reloptions,
			${qualifiedName('n', 'c.relname')} AS name, ${qualifiedName('tn', 't.relname')} AS "table"
		FROM pg_index i
		JOIN pg_class c ON c.oid = i.indexrelid
		JOIN pg_namespace n ON n.oid = c.relnamespace
		JOIN pg_class t ON t.oid = i.indrelid
		JOIN pg_namespace tn ON tn.oid = t.relnamespace
		WHERE t.relkind IN ('r', 'p', 'm') AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'i.indrelid')}
	)
	SELECT index.name, index."table", am.amname::text AS method,
		ARRAY(SELECT ${indexColumn}
			FROM unnest(index.keys, index.classes, index.collations, index.directions)
				WITH ORDINALITY key(attnum, class, collated, direction, n)
			WHERE key.n <= index.indnkeyatts ORDER BY key.n) AS columns,
		CASE WHEN cardinality(index.keys) > index.indnkeyatts THEN ARRAY(
			SELECT (SELECT quote_ident(a.attname) FROM pg_attribute a
				WHERE a.attrelid = index.indrelid AND a.attnum = key.attnum)
			FROM unnest(index.keys) WITH ORDINALITY key(attnum, n)
			WHERE key.n > index.indnkeyatts ORDER BY key.n)
		END AS include,
		CASE WHEN index.relam NOT IN (403, 405) OR 16384 <= ANY (index.classes) THEN (
			SELECT string_agg(own.attnum || ': ' || array_to_string(${sortedTexts('own.attoptions')}, ', '), '; '
				ORDER BY own.attnum)
			FROM pg_attribute own WHERE own.attrelid = index.indexrelid AND own.attoptions IS NOT NULL)
		END AS parameters,
		pg_get_expr(index.indpred, index.indrelid) AS "where",
		nullif(index.indisunique, false) AS "unique",
		nullif(index.indnullsnotdistinct, false) AS nulls_not_distinct,
		CASE WHEN index.reloptions IS NOT NULL THEN ${sortedTexts('index.reloptions')} END AS options,
		tablespace.spcname::text AS tablespace,
		parents.names[1] AS attached_to,
		CASE WHEN index.has_expressions THEN (
			SELECT string_agg(attnum || ': ' || attstattarget, ', ' ORDER BY attnum) FROM pg_attribute
			WHERE attrelid = index.indexrelid AND attnum > 0 AND attstattarget >= 0)
		END AS statistics,
		nullif(index.indisvalid, true) AS valid,
		nullif(index.indisready, true) AS ready,
		nullif(index.indislive, true) AS live,
		nullif(index.indisclustered, false) AS clustered,
		comment.description AS comment
	FROM index
	JOIN pg_am am ON am.oid = index.relam
	LEFT JOIN pg_tablespace tablespace ON tablespace.oid = index.reltablespace
	LEFT JOIN (${parentNames}) parents ON parents.inhrelid = index.indexrelid
	${joinComment('pg_class', 'index.indexrelid')}`;

export const indexes: CatalogQuery = { kind: 'index', sql };
