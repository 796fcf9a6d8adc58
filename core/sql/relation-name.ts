import { fieldsOf, textOf } from './tree.ts';

/** How names without a schema are understood where they stand. */
export interface NameSpace {
	/** `public` for statements: that is the search path the runner sets. A function may bring its own. */
	readonly schema: string;
	/** Temporary relations of the session, which come before all others. */
	readonly temporary: ReadonlySet<string>;
}

export const publicNames: NameSpace = { schema: 'public', temporary: new Set() };

/** `schema.name` of a RangeVar; null for a temporary relation, which is nobody else's. */
export function relationName(range: unknown, names: NameSpace): string | null {
	const { schemaname, relname, relpersistence } = fieldsOf(range);
	if (relpersistence === 't') return null;
	return qualify(schemaname ? [textOf(schemaname), textOf(relname)] : [textOf(relname)], names);
}

/** `schema.name` of a name in parts, as `[schema, name]` or `[name]`; null for a temporary relation. */
export function qualify(parts: readonly string[], names: NameSpace): string | null {
	const [name = '', schema] = parts.toReversed();
	if (schema === undefined) {
		if (names.temporary.has(name)) return null;
		// PostgreSQL looks into its own catalogs before any schema of the search path.
		return `${name.startsWith('pg_') ? 'pg_catalog' : names.schema}.${name}`;
	}
	return schema.startsWith('pg_temp') ? null : `${schema}.${name}`;
}

/** The schema of `schema.name`. */
export function schemaOf(relation: string): string {
	return relation.slice(0, relation.indexOf('.'));
}

/** The name of `schema.name`. */
export function nameOf(relation: string): string {
	return relation.slice(relation.indexOf('.') + 1);
}
