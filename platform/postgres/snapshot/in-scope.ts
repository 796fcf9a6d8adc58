/**
 * Conditions and expressions that several catalog queries share. `$1` is the list of schemas to leave out.
 * All of them take aliases written in our own SQL, never a name from outside.
 */

/** True for schemas of the subject; names that begin with `pg_` are PostgreSQL's own by its own rule. */
export function inScope(namespace: string): string {
	return `${namespace}.nspname !~ '^pg_' AND ${namespace}.nspname <> 'information_schema'
		AND ${namespace}.nspname <> ALL ($1::text[])`;
}

/**
 * True for objects that no extension brought along. `object` is an expression for the OID, never NULL.
 * NOT IN, because that is looked up in a hash of the few members instead of probing pg_depend for every object.
 */
export function outsideExtensions(catalog: string, object: string): string {
	return `${object} NOT IN (SELECT member.objid FROM pg_depend member
		WHERE member.refclassid = 'pg_extension'::regclass AND member.deptype = 'e'
		AND member.classid = '${catalog}'::regclass)`;
}

/** `schema.relation`, each part quoted where PostgreSQL would quote. */
export function qualifiedName(namespace: string, name: string): string {
	return `quote_ident(${namespace}.nspname) || '.' || quote_ident(${name})`;
}

/** Joins the comment of a whole object as `comment.description`. */
export function joinComment(catalog: string, object: string): string {
	return `LEFT JOIN pg_description comment
		ON comment.objoid = ${object} AND comment.classoid = '${catalog}'::regclass AND comment.objsubid = 0`;
}

/** An array of texts in an order that does not depend on the database's collation. */
export function sortedTexts(array: string): string {
	return `ARRAY(SELECT item FROM unnest(${array}) item ORDER BY item COLLATE "C")`;
}
