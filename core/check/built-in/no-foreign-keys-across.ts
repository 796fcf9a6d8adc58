import { type CompiledCheck, compiled } from './compiled-check.ts';

/** No foreign key leaves the schema or enters it. That the schema is there belongs to it: of none, nothing could be said. */
export function compileNoForeignKeysAcross({ schema }: { readonly schema: string }): CompiledCheck {
	return compiled(sql, [schema]);
}

const sql = `
	SELECT 'schema' AS object, $1::pg_catalog.text AS name, 'present' AS expected, 'absent' AS found
	WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = $1::pg_catalog.text)
	UNION ALL
	SELECT 'foreign key',
		f.conname || ' of ' || n.nspname || '.' || c.relname,
		'none that leaves or enters ' || $1::pg_catalog.text,
		'to ' || rn.nspname || '.' || r.relname
	FROM pg_catalog.pg_constraint f
	JOIN pg_catalog.pg_class c ON c.oid = f.conrelid
	JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	JOIN pg_catalog.pg_class r ON r.oid = f.confrelid
	JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
	WHERE f.contype = 'f' AND n.oid <> rn.oid AND $1::pg_catalog.text IN (n.nspname, rn.nspname)
	ORDER BY object, name`;
