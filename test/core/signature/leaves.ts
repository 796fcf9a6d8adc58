import { z } from 'zod';

/**
 * The leaves of a shape, with dots. The tables of what can be altered are made from the shape itself, so that a member
 * that is added to it is altered too.
 */
export function leavesOf(schema: z.ZodType, path = ''): string[] {
	if (schema instanceof z.ZodNullable) return leavesOf(schema.unwrap() as z.ZodType, path);
	if (!(schema instanceof z.ZodObject)) return [path];
	return Object.entries(schema.shape).flatMap(([name, member]) =>
		leavesOf(member as z.ZodType, path ? `${path}.${name}` : name),
	);
}

/** A copy with another value at one leaf; with `undefined`, without it. */
export function alter<T>(value: T, path: string, change: (before: unknown) => unknown): T {
	const copy = structuredClone(value);
	const names = path.split('.');
	const last = names.pop() ?? '';
	const parent = names.reduce<Record<string, unknown>>(
		(inner, name) => inner[name] as Record<string, unknown>,
		copy as Record<string, unknown>,
	);
	const after = change(parent[last]);
	if (after === undefined) delete parent[last];
	else parent[last] = after;
	return copy;
}

/** Another value of the same kind: a digest, id, time, word or number. */
export function another(before: unknown): unknown {
	if (before === null) return '00000000-0000-4000-8000-00000000beef';
	if (typeof before === 'number') return before + 1;
	if (before === 'pass') return 'fail';
	const text = String(before);
	if (/^[0-9a-f]{64}$/.test(text)) return '1'.repeat(64) === text ? '2'.repeat(64) : '1'.repeat(64);
	if (/^[0-9a-f-]{36}$/.test(text)) return '00000000-0000-4000-8000-00000000beef';
	if (/^\d{4}-\d\d-\d\dT/.test(text)) return '2026-05-15T13:00:00.000Z';
	return `${text}-altered`;
}
