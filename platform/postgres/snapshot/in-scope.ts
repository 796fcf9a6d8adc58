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

/**
 * True for what neither PostgreSQL nor an extension brought along: the scope of kinds that live in no schema.
 * 16384 is PostgreSQL's FirstNormalObjectId; what the server itself was made with lies below. Naming `$1` gives every
 * query the same parameters.
 */
export function madeByUser(catalog: string, object: string): string {
	return `${object} >= 16384 AND ${outsideExtensions(catalog, object)} AND $1::text[] IS NOT NULL`;
}

/**
 * True unless the object was made by PostgreSQL itself as a part of another one, as a range type's constructors are.
 * Not NOT EXISTS, which would be planned as a join with the whole of pg_depend, for hardly any object.
 */
export function madeOnItsOwn(catalog: string, object: string): string {
	return `CASE WHEN ${object} < 16384 THEN true ELSE (
		SELECT true FROM pg_depend made WHERE made.classid = '${catalog}'::regclass
		AND made.objid = ${object} AND made.objsubid = 0 AND made.deptype = 'i' LIMIT 1) IS NULL END`;
}

/** `schema.relation`, each part quoted where PostgreSQL would quote. */
export function qualifiedName(namespace: string, name: string): string {
	return `quote_ident(${namespace}.nspname) || '.' || quote_ident(${name})`;
}

/** `schema.function(argument types)`: what tells functions, procedures and aggregates of one name apart. */
export function signature(namespace: string, procedure: string): string {
	return `${qualifiedName(namespace, `${procedure}.proname`)} || '(' || oidvectortypes(${procedure}.proargtypes) || ')'`;
}

/** Name of a function by its OID, without arguments; NULL for none. */
export function functionName(oid: string): string {
	return `nullif(${oid}::oid, 0)::regproc::text`;
}

/** `schema.function(argument types)` by its OID; NULL for none. */
export function functionSignature(oid: string): string {
	return `nullif(${oid}::oid, 0)::regprocedure::text`;
}

/** The comment on a whole object, looked up one by one: for kinds of which there are few. */
export function commentOf(catalog: string, object: string): string {
	return `(SELECT description FROM pg_description
		WHERE objoid = ${object} AND classoid = '${catalog}'::regclass AND objsubid = 0)`;
}

/** Joins the comment of a whole object as `comment.description`: for kinds of which there are many. */
export function joinComment(catalog: string, object: string): string {
	return `LEFT JOIN pg_description comment
		ON comment.objoid = ${object} AND comment.classoid = '${catalog}'::regclass AND comment.objsubid = 0`;
}

/** An array of texts in an order that does not depend on the database's collation; NULL for an absent or empty one. */
export function sortedTexts(array: string): string {
	return `nullif(ARRAY(SELECT item FROM unnest(${array}) item ORDER BY item COLLATE "C"), '{}')`;
}

/** `name=value` options of foreign objects, sorted; of one that may be a secret, the name alone. */
export function openOptions(array: string): string {
	return sortedTexts(`ARRAY(SELECT CASE
		WHEN split_part(option, '=', 1) ~* '(pass|secret|token|credential|private|(api|access|auth|account|encryption)_?key)'
		THEN split_part(option, '=', 1) || ' (value not shown)' ELSE option END FROM unnest(${array}) option)`);
}

/** When a trigger, rule or event trigger fires, by its letter in the catalog. */
export function enabledState(letter: string): string {
	return `CASE ${letter} WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END`;
}

/** ` WITH (…)` as PostgreSQL prints the options of an index, in the order they are stored. */
export function printedOptions(array: string): string {
	return `' WITH (' || (SELECT string_agg(quote_ident(item.name) || '='
			|| CASE WHEN quote_ident(item.value) = item.value THEN item.value ELSE quote_literal(item.value) END, ', ' ORDER BY n)
		FROM (SELECT n, split_part(option, '=', 1) AS name, substr(option, length(split_part(option, '=', 1)) + 2) AS value
			FROM unnest(${array}) WITH ORDINALITY stored(option, n)) item) || ')'`;
}

/** Tables with what they inherit from or are a partition of, as `inhrelid` and `names`. */
export const parentNames = `
	SELECT i.inhrelid, array_agg(${qualifiedName('pn', 'pc.relname')}
		ORDER BY ${qualifiedName('pn', 'pc.relname')} COLLATE "C") AS names
	FROM pg_inherits i
	JOIN pg_class pc ON pc.oid = i.inhparent
	JOIN pg_namespace pn ON pn.oid = pc.relnamespace
	GROUP BY i.inhrelid`;
