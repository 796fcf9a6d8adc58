import { type CompiledCheck, compiled, json } from './compiled-check.ts';

/** The schema holds exactly these tables, ordinary, partitioned or foreign; views and the like are not looked at. */
export function compileOnlyTables(check: {
	readonly schema: string;
	readonly tables: readonly string[];
}): CompiledCheck {
	return compiled(sql, [check.schema, json(check.tables)]);
}

const sql = `
	WITH wanted AS (
		SELECT w.name FROM pg_catalog.jsonb_array_elements_text($2::pg_catalog.jsonb) AS w (name)
	), live AS (
		SELECT c.relname::pg_catalog.text AS name
		FROM pg_catalog.pg_class c
		JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = $1::pg_catalog.text AND c.relkind IN ('r', 'p', 'f')
	)
	SELECT 'schema' AS object, $1::pg_catalog.text AS name, 'present' AS expected, 'absent' AS found
	WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = $1::pg_catalog.text)
	UNION ALL
	SELECT 'table', $1::pg_catalog.text || '.' || coalesce(wanted.name, live.name),
		CASE WHEN wanted.name IS NULL THEN 'absent' ELSE 'present' END,
		CASE WHEN live.name IS NULL THEN 'absent' ELSE 'present' END
	FROM wanted FULL JOIN live ON live.name = wanted.name
	WHERE wanted.name IS NULL OR live.name IS NULL
	ORDER BY object, name`;
