import { splitColumn, splitTable } from './split-name.ts';

/** The objects that `present` and `absent` name. */
export interface NamedObjects {
	readonly schemas?: readonly string[] | undefined;
	readonly relations?: readonly string[] | undefined;
	readonly tables?: readonly string[] | undefined;
	readonly columns?: readonly string[] | undefined;
}

/** Each object with its kind and its name in parts, as the query below takes them. */
export function listObjects({ schemas = [], relations = [], tables = [], columns = [] }: NamedObjects): object[] {
	return [
		...schemas.map((schema) => ({ kind: 'schema', schema })),
		...relations.map((relation) => ({ kind: 'relation', ...splitTable(relation) })),
		...tables.map((table) => ({ kind: 'table', ...splitTable(table) })),
		...columns.map((column) => ({ kind: 'column', ...splitColumn(column) })),
	];
}

/**
 * The objects of $1 whose presence is not $2.
 * pg_catalog shows names to every role, also those of a schema that it may not use: what is not found is not there.
 */
export const objectsWhosePresenceDiffers = `
	SELECT w.kind AS object,
		pg_catalog.concat_ws('.', w.schema, w.name, w.part) AS name,
		CASE WHEN $2::pg_catalog.bool THEN 'present' ELSE 'absent' END AS expected,
		CASE WHEN $2::pg_catalog.bool THEN 'absent' ELSE 'present' END AS found
	FROM pg_catalog.jsonb_to_recordset($1::pg_catalog.jsonb)
		AS w (kind pg_catalog.text, schema pg_catalog.text, name pg_catalog.text, part pg_catalog.text)
	LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
	LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
	LEFT JOIN pg_catalog.pg_attribute a
		ON a.attrelid = c.oid AND a.attname = w.part AND a.attnum > 0 AND NOT a.attisdropped
	WHERE CASE w.kind
		WHEN 'schema' THEN n.oid IS NOT NULL
		WHEN 'relation' THEN c.oid IS NOT NULL
		WHEN 'table' THEN c.oid IS NOT NULL AND c.relkind IN ('r', 'p')
		ELSE a.attnum IS NOT NULL
	END <> $2::pg_catalog.bool
	ORDER BY object, name`;
