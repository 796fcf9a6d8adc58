/** Columns of a key, in its order; `number` is one of pg_attribute.attnum. */
const keyColumns = (key: string, relation: string) => `coalesce((
			SELECT pg_catalog.jsonb_agg(coalesce(a.attname::pg_catalog.text, 'an expression') ORDER BY own.position)
			FROM pg_catalog.unnest(${key}) WITH ORDINALITY AS own (number, position)
			LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = ${relation} AND a.attnum = own.number), '[]')`;

/** The words of a list whose condition holds. */
const words = (conditions: Readonly<Record<string, string>>) => `pg_catalog.to_jsonb(pg_catalog.array_remove(ARRAY[
			${Object.entries(conditions)
				.map(([word, condition]) => `CASE WHEN ${condition} THEN '${word}' END`)
				.join(',\n\t\t\t')}
		]::pg_catalog.text[], NULL))`;

// A default refers to no column, so it is printed without its table.
const columns = `coalesce((
		SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
			'name', a.attname,
			'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
			'nullable', NOT a.attnotnull,
			'default', CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, 0) END,
			'comment', comment.description,
			'unique', EXISTS (
				SELECT FROM pg_catalog.pg_index i
				WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
					AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum)
		) ORDER BY a.attnum)
		FROM pg_catalog.pg_attribute a
		LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		LEFT JOIN pg_catalog.pg_description comment ON comment.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
			AND comment.objoid = a.attrelid AND comment.objsubid = a.attnum
		WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]')`;

const constraints = `coalesce((
		SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
			'name', k.conname,
			'kind', k.contype,
			'columns', ${keyColumns('k.conkey', 'k.conrelid')},
			'references', rn.nspname || '.' || r.relname,
			'to', ${keyColumns('k.confkey', 'k.confrelid')},
			'deferrable', k.condeferrable,
			'deferred', k.condeferred,
			'validated', k.convalidated,
			'match', k.confmatchtype,
			'on_update', k.confupdtype,
			'on_delete', k.confdeltype,
			'expression', pg_catalog.pg_get_expr(k.conbin, k.conrelid),
			'besides', coalesce((
				SELECT ${words({
					INCLUDE: "k.contype IN ('p', 'u') AND i.indnatts > i.indnkeyatts",
					// Since PostgreSQL 15; earlier servers print it as no column of this name.
					'NULLS NOT DISTINCT': "(pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::pg_catalog.bool",
				})}
				FROM pg_catalog.pg_index i
				WHERE i.indexrelid = k.conindid AND k.contype IN ('p', 'u')), '[]')
		) ORDER BY k.conname)
		FROM pg_catalog.pg_constraint k
		LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
		LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
		WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c', 'x')
			AND NOT (k.contype = 'f' AND k.conparentid <> 0)), '[]')`;

const indexes = `coalesce((
		SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
			'columns', ${keyColumns('i.indkey[0:i.indnkeyatts - 1]', 'i.indrelid')},
			'besides', ${words({
				unique: 'i.indisunique',
				'other method': "m.amname <> 'btree'",
				'ordered otherwise': '0 <> ANY (i.indoption)',
				'other operator class':
					'EXISTS (SELECT FROM pg_catalog.pg_opclass o WHERE o.oid = ANY (i.indclass) AND NOT o.opcdefault)',
				'other collation':
					'EXISTS (SELECT FROM ROWS FROM (pg_catalog.unnest(i.indkey), pg_catalog.unnest(i.indcollation)) AS part (number, collation_oid)' +
					' JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = part.number' +
					' WHERE part.collation_oid <> 0 AND part.collation_oid <> a.attcollation)',
				INCLUDE: 'i.indnatts > i.indnkeyatts',
				partial: 'i.indpred IS NOT NULL',
				'not valid': 'NOT i.indisvalid',
			})}
		) ORDER BY x.relname)
		FROM pg_catalog.pg_index i
		JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
		JOIN pg_catalog.pg_am m ON m.oid = x.relam
		WHERE i.indrelid = c.oid AND NOT EXISTS (
			SELECT FROM pg_catalog.pg_constraint k
			WHERE k.conindid = i.indexrelid AND k.conrelid = c.oid AND k.contype IN ('p', 'u', 'x'))), '[]')`;

const others = `coalesce((
		SELECT pg_catalog.jsonb_agg(o.what ORDER BY o.what)
		FROM (
			SELECT 'trigger ' || g.tgname AS what
			FROM pg_catalog.pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal
			UNION ALL SELECT 'rule ' || u.rulename FROM pg_catalog.pg_rewrite u WHERE u.ev_class = c.oid
			UNION ALL SELECT 'row security' WHERE c.relrowsecurity
			UNION ALL SELECT 'unlogged' WHERE c.relpersistence = 'u'
			UNION ALL SELECT 'partitions' WHERE c.relkind = 'p'
			UNION ALL SELECT 'inheritance' WHERE EXISTS (
				SELECT FROM pg_catalog.pg_inherits h WHERE c.oid IN (h.inhrelid, h.inhparent))
			UNION ALL SELECT 'identity column ' || a.attname
			FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attidentity <> '' AND NOT a.attisdropped
			UNION ALL SELECT 'generated column ' || a.attname
			FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attgenerated <> '' AND NOT a.attisdropped
			UNION ALL SELECT 'collation of ' || a.attname
			FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
			WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attcollation <> t.typcollation
		) o), '[]')`;

/**
 * One row for each table of $1, a JSON list of `{schema, name}`: its columns, constraints, indexes and whatever else
 * hangs on it, in the shape that `readLiveTables` takes. Definitions are visible to every role.
 */
export const liveTablesQuery = `
	SELECT w.schema || '.' || w.name AS "table", c.oid IS NOT NULL AS exists,
		${columns} AS columns,
		${constraints} AS constraints,
		${indexes} AS indexes,
		${others} AS others
	FROM pg_catalog.jsonb_to_recordset($1::pg_catalog.jsonb) AS w (schema pg_catalog.text, name pg_catalog.text)
	LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
	LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name AND c.relkind IN ('r', 'p')`;
