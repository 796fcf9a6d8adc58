import { type CompiledCheck, compiled, json } from './compiled-check.ts';
import { splitTable } from './split-name.ts';

interface Inventory {
	readonly tables: Readonly<Record<string, { readonly columns: number; readonly primary_key: readonly string[] }>>;
}

/** Each table is there with so many columns and this primary key: what lists of tables usually record. */
export function compileInventory({ tables }: Inventory): CompiledCheck {
	const wanted = Object.entries(tables).map(([table, { columns, primary_key }]) => ({
		...splitTable(table),
		columns,
		primary_key,
	}));
	return compiled(sql, [json(wanted)]);
}

const sql = `
	WITH wanted AS (
		SELECT w.schema || '.' || w.name AS "table", w.columns, w.primary_key, c.oid
		FROM pg_catalog.jsonb_to_recordset($1::pg_catalog.jsonb)
			AS w (schema pg_catalog.text, name pg_catalog.text, columns pg_catalog.int4, primary_key pg_catalog.jsonb)
		LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
		LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name AND c.relkind IN ('r', 'p')
	), aspects AS (
		SELECT "table", 'table' AS aspect, pg_catalog.to_jsonb('present'::pg_catalog.text) AS expected,
			pg_catalog.to_jsonb('absent'::pg_catalog.text) AS found
		FROM wanted WHERE oid IS NULL
		UNION ALL
		SELECT "table", 'columns', pg_catalog.to_jsonb(columns), (
			SELECT pg_catalog.to_jsonb(pg_catalog.count(*))
			FROM pg_catalog.pg_attribute a
			WHERE a.attrelid = wanted.oid AND a.attnum > 0 AND NOT a.attisdropped)
		FROM wanted WHERE oid IS NOT NULL
		UNION ALL
		SELECT "table", 'primary key', primary_key, coalesce((
			SELECT pg_catalog.jsonb_agg(a.attname ORDER BY k.position)
			FROM pg_catalog.pg_constraint p
			CROSS JOIN LATERAL pg_catalog.unnest(p.conkey) WITH ORDINALITY AS k (number, position)
			JOIN pg_catalog.pg_attribute a ON a.attrelid = p.conrelid AND a.attnum = k.number
			WHERE p.conrelid = wanted.oid AND p.contype = 'p'), '[]')
		FROM wanted WHERE oid IS NOT NULL
	)
	SELECT "table", aspect, expected, found FROM aspects WHERE expected <> found ORDER BY "table", aspect`;
