import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, enabledState, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

// PostgreSQL names the internal ones by OIDs; of them the table says which do not fire.
const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} || '.' || quote_ident(t.tgname) AS name,
		pg_get_triggerdef(t.oid) AS definition,
		${enabledState('t.tgenabled')} AS enabled,
		${commentOf('pg_trigger', 't.oid')} AS comment
	FROM pg_trigger t
	JOIN pg_class c ON c.oid = t.tgrelid
	JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE NOT t.tgisinternal AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export const triggers: CatalogQuery = { kind: 'trigger', sql };
