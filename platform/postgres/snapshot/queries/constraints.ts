import type { CatalogQuery } from '../catalog-query.ts';
import { inScope, joinComment, outsideExtensions, printedOptions, qualifiedName } from '../in-scope.ts';

/** Without what has an aspect of its own. */
const bare = `regexp_replace(pg_get_constraintdef(c.oid),
	'( NO INHERIT)?( DEFERRABLE)?( INITIALLY DEFERRED)?( NOT VALID)?$', '')`;

// Of tables, foreign tables and domains. What a primary key or unique constraint is over is told by the index of its
// name, which PostgreSQL keeps in step with it. Left out: constraint triggers (described as triggers), NOT NULL constraints
// of newer servers (described by the column), and the copies of a foreign key that PostgreSQL derives for each
// partition: nobody can alter those on their own, and a restore gives them other names.
const sql = `
	SELECT ${qualifiedName('n', 'coalesce(r.relname, t.typname)')} || '.' || quote_ident(c.conname) AS name,
		CASE c.contype
			WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' WHEN 'p' THEN 'primary key'
			WHEN 'u' THEN 'unique' WHEN 'x' THEN 'exclusion'
		END AS type,
		CASE
			WHEN c.contype IN ('p', 'u') THEN NULL
			WHEN c.contype = 'x' THEN (
				SELECT coalesce(replace(${bare}, ${printedOptions('i.reloptions')}, ''), ${bare})
				FROM pg_class i WHERE i.oid = c.conindid)
			WHEN c.condeferrable OR NOT c.convalidated OR (c.contype = 'c' AND c.connoinherit) THEN ${bare}
			ELSE pg_get_constraintdef(c.oid)
		END AS definition,
		nullif(c.convalidated, true) AS validated,
		nullif(c.condeferrable, false) AS deferrable,
		nullif(c.condeferred, false) AS initially_deferred,
		CASE WHEN c.contype = 'c' THEN nullif(c.connoinherit, false) END AS no_inherit,
		comment.description AS comment
	FROM pg_constraint c
	JOIN pg_namespace n ON n.oid = c.connamespace
	LEFT JOIN pg_class r ON r.oid = c.conrelid
	LEFT JOIN pg_type t ON t.oid = c.contypid
	${joinComment('pg_constraint', 'c.oid')}
	WHERE c.contype IN ('c', 'f', 'p', 'u', 'x') AND NOT (c.contype = 'f' AND c.conparentid <> 0)
		AND (r.relkind IN ('r', 'p', 'f') OR c.contypid <> 0) AND ${inScope('n')}
		AND ${outsideExtensions('pg_class', 'c.conrelid')} AND ${outsideExtensions('pg_type', 'c.contypid')}`;

export const constraints: CatalogQuery = { kind: 'constraint', sql };
