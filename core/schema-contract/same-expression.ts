import { fieldsOf, listOf, nodeOf, nodesOf, type SyntaxNode } from '../sql/tree.ts';
import { constantOf } from './constant-of.ts';

/**
 * Whether two expressions are one tree: the place in the text, `pg_catalog.` before a name and the casts around a
 * constant aside. `now()` is `pg_catalog.now()`, and `nextval('s.q')` is `nextval('s.q'::regclass)`.
 */
export function isSameExpression(one: SyntaxNode, other: SyntaxNode): boolean {
	return JSON.stringify(reduce(asValue(one))) === JSON.stringify(reduce(asValue(other)));
}

function asValue({ type, fields }: SyntaxNode): unknown {
	return { [type]: fields };
}

/** Where names are kept that PostgreSQL looks up in pg_catalog without being told. */
const nameLists = new Set(['funcname', 'names', 'name']);

function reduce(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(reduce);
	if (typeof value !== 'object' || value === null) return value;
	const node = nodeOf(value);
	const constant = constantOf(node);
	if (constant) return { constant: constant.text };
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => key !== 'location')
			.map(([key, inner]) => [key, reduce(nameLists.has(key) ? withoutCatalog(inner) : inner)])
			.toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
	);
}

function withoutCatalog(names: unknown): unknown {
	const [first] = nodesOf(names);
	const isCatalog = first?.type === 'String' && fieldsOf(first.fields)['sval'] === 'pg_catalog';
	return isCatalog ? listOf(names).slice(1) : names;
}
