import type { Json } from '../digest/canonical-json.ts';
import { normalizeExpression } from './normalize-expression.ts';

/** Aspects that PostgreSQL prints from a parsed expression or query. All others are kept as they were given. */
const printed: ReadonlySet<string> = new Set([
	'default',
	'generated',
	'definition',
	'expressions',
	'columns',
	'where',
	'using',
	'check',
	'filter',
	'partition_key',
	'partition_bound',
	'arguments',
	'body',
]);

/** The same aspect in the form that it has after a restore. */
export function normalizeAspect(aspect: string, value: Json): Json {
	if (!printed.has(aspect)) return value;
	if (typeof value === 'string') return normalizeExpression(value);
	return Array.isArray(value) ? value.map((item) => normalizeAspect(aspect, item)) : value;
}
