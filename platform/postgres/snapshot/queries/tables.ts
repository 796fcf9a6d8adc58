import type { CatalogQuery } from '../catalog-query.ts';
import {
	enabledState,
	inScope,
	joinComment,
	outsideExtensions,
	parentNames,
	qualifiedName,
	sortedTexts,
} from '../in-scope.ts';

// Nothing here may change when a column, index, constraint or trigger is added: those are objects of their own, and
// "additions only" is judged on that. So no column list, no relhasindex, no relchecks. Triggers that enforce foreign
// keys can be disabled, which no dump shows; PostgreSQL names them by OIDs, so they are named by their constraint and
// function, and by the topmost constraint where a partition has a copy of it under a name that no dump keeps.
const sql = `
	WITH RECURSIVE silent AS (
		SELECT t.tgrelid, t.tgenabled, t.tgfoid, con.oid, con.conparentid
		FROM pg_trigger t JOIN pg_constraint con ON con.oid = t.tgconstraint
		WHERE t.tgisinternal AND t.tgenabled <> 'O'
	UNION ALL
		SELECT silent.tgrelid, silent.tgenabled, silent.tgfoid, parent.oid, parent.conparentid
		FROM silent JOIN pg_constraint parent ON parent.oid = silent.conparentid
	), internal AS (
		SELECT silent.tgrelid, array_agg(DISTINCT quote_ident(con.conname) || ' ' || p.proname || ' '
			|| ${enabledState('silent.tgenabled')}) AS list
		FROM silent
		JOIN pg_constraint con ON con.oid = silent.oid
		JOIN pg_proc p ON p.oid = silent.tgfoid
		WHERE silent.conparentid = 0
		GROUP BY silent.tgrelid
	)
	SELECT ${qualifiedName('n', 'c.relname')} AS name,
		CASE c.relkind WHEN 'p' THEN 'partitioned' END AS kind,
		CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
		pg_get_userbyid(c.relowner)::text AS owner,
		nullif(am.amname, 'heap')::text AS access_method,
		tablespace.spcname::text AS tablespace,
		nullif(c.relrowsecurity, false) AS row_security,
		nullif(c.relforcerowsecurity, false) AS row_security_forced,
		CASE WHEN c.reloptions IS NOT NULL OR toast.reloptions IS NOT NULL THEN
			${sortedTexts(`c.reloptions || ARRAY(SELECT 'toast.' || option FROM unnest(toast.reloptions) option)`)}
		END AS options,
		CASE c.relreplident
			WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full'
			WHEN 'i' THEN 'index ' || coalesce((
				SELECT quote_ident(ic.relname) FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
				WHERE i.indrelid = c.oid AND i.indisreplident), 'dropped')
		END AS replica_identity,
		parents.names AS inherits,
		CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
		CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition_bound,
		CASE WHEN c.relispartition AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid AND i.inhdetachpending)
			THEN true END AS detach_pending,
		CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
		${sortedTexts('internal.list')} AS internal_triggers,
		comment.description AS comment
	FROM pg_class c
	JOIN pg_namespace n ON n.oid = c.relnamespace
	LEFT JOIN (${parentNames}) parents ON parents.inhrelid = c.oid
	LEFT JOIN internal ON internal.tgrelid = c.oid
	LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid AND toast.reloptions IS NOT NULL
	LEFT JOIN pg_am am ON am.oid = c.relam
	LEFT JOIN pg_tablespace tablespace ON tablespace.oid = c.reltablespace
	${joinComment('pg_class', 'c.oid')}
	WHERE c.relkind IN ('r', 'p') AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export const tables: CatalogQuery = { kind: 'table', sql };
