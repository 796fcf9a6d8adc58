import { type CompiledCheck, compiled, json } from './compiled-check.ts';
import { splitTable } from './split-name.ts';

interface Triggers {
	readonly tables: Readonly<
		Record<
			string,
			readonly {
				readonly name: string;
				readonly timing: string;
				readonly events: readonly string[];
				readonly each: string;
			}[]
		>
	>;
}

/**
 * No trigger of these tables is disabled, and each that is listed is there, fires when it says and on these events at
 * least. The triggers behind foreign keys count: DISABLE TRIGGER ALL takes those keys' force.
 */
export function compileTriggers({ tables }: Triggers): CompiledCheck {
	const wanted = Object.entries(tables).map(([table, required]) => ({ ...splitTable(table), required }));
	return compiled(sql, [json(wanted)]);
}

// Bits of tgtype: 1 each row, 2 before, 64 instead of; 4 insert, 8 delete, 16 update, 32 truncate.
const sql = `
	WITH wanted AS (
		SELECT w.schema || '.' || w.name AS "table", w.required, c.oid
		FROM pg_catalog.jsonb_to_recordset($1::pg_catalog.jsonb)
			AS w (schema pg_catalog.text, name pg_catalog.text, required pg_catalog.jsonb)
		LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
		LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
	), live AS (
		SELECT g.tgrelid, coalesce(f.conname, g.tgname)::pg_catalog.text AS name, g.tgisinternal AS is_internal,
			g.tgenabled IN ('O', 'A') AS fires,
			CASE WHEN g.tgtype & 64 = 64 THEN 'instead of' WHEN g.tgtype & 2 = 2 THEN 'before' ELSE 'after' END AS timing,
			CASE WHEN g.tgtype & 1 = 1 THEN 'row' ELSE 'statement' END AS each,
			pg_catalog.array_remove(ARRAY[
				CASE WHEN g.tgtype & 4 = 4 THEN 'insert' END, CASE WHEN g.tgtype & 16 = 16 THEN 'update' END,
				CASE WHEN g.tgtype & 8 = 8 THEN 'delete' END, CASE WHEN g.tgtype & 32 = 32 THEN 'truncate' END
			], NULL) AS events
		FROM pg_catalog.pg_trigger g
		LEFT JOIN pg_catalog.pg_constraint f ON f.oid = g.tgconstraint AND g.tgisinternal
	), required AS (
		SELECT wanted."table", wanted.oid, r.name, r.timing, r.each,
			ARRAY(SELECT pg_catalog.jsonb_array_elements_text(r.events)) AS events
		FROM wanted
		CROSS JOIN LATERAL pg_catalog.jsonb_to_recordset(wanted.required)
			AS r (name pg_catalog.text, timing pg_catalog.text, events pg_catalog.jsonb, each pg_catalog.text)
		WHERE wanted.oid IS NOT NULL
	)
	SELECT "table", 'table' AS aspect, 'present' AS expected, 'absent' AS found FROM wanted WHERE oid IS NULL
	UNION
	SELECT wanted."table", CASE WHEN live.is_internal THEN 'trigger of constraint ' ELSE 'trigger ' END || live.name,
		'enabled', 'disabled'
	FROM wanted JOIN live ON live.tgrelid = wanted.oid
	WHERE NOT live.fires
	UNION
	SELECT required."table", 'trigger ' || required.name,
		required.timing || ' ' || pg_catalog.array_to_string(required.events, ' or ') || ' for each ' || required.each,
		coalesce(live.timing || ' ' || pg_catalog.array_to_string(live.events, ' or ') || ' for each ' || live.each, 'absent')
	FROM required
	LEFT JOIN live ON live.tgrelid = required.oid AND live.name = required.name AND NOT live.is_internal
	WHERE live.tgrelid IS NULL OR live.timing <> required.timing OR live.each <> required.each
		OR NOT live.events @> required.events
	ORDER BY "table", aspect`;
