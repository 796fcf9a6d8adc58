export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value has no canonical JSON form; `path` says where. */
export class NotCanonical extends Error {
	readonly path: string;

	constructor(path: string, what: string) {
		super(`${path || '$'}: ${what}`);
		this.path = path;
	}
}

/**
 * RFC 8785 (JCS): the one byte form that everything hashed is hashed in.
 * Members whose value is `undefined` are left out, as `JSON.stringify` does.
 * @throws NotCanonical for NaN, infinities, unsafe integers, lone surrogates, U+0000 (PostgreSQL cannot keep it) and values JSON has no form for
 */
export function canonicalJson(value: unknown, path = ''): string {
	switch (typeof value) {
		case 'string':
			return canonicalString(value, path);
		case 'number':
			return canonicalNumber(value, path);
		case 'boolean':
			return value ? 'true' : 'false';
		case 'object':
			if (value === null) return 'null';
			if (Array.isArray(value))
				return `[${Array.from(value, (item: unknown, index) => canonicalJson(item, `${path}[${index}]`)).join(',')}]`;
			return canonicalObject(value, path);
		default:
			throw new NotCanonical(path, `${typeof value} has no JSON form`);
	}
}

function canonicalObject(value: object, path: string): string {
	const prototype = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null)
		throw new NotCanonical(path, `${prototype.constructor.name} has no JSON form`);
	// The default sort compares UTF-16 code units, which is the order RFC 8785 asks for.
	const keys = Object.keys(value).sort();
	const members: string[] = [];
	for (const key of keys) {
		const member = (value as Record<string, unknown>)[key];
		if (member === undefined) continue;
		members.push(`${canonicalString(key, path)}:${canonicalJson(member, path ? `${path}.${key}` : key)}`);
	}
	return `{${members.join(',')}}`;
}

function canonicalString(value: string, path: string): string {
	if (!value.isWellFormed()) throw new NotCanonical(path, 'a lone surrogate');
	if (value.includes('\u0000')) throw new NotCanonical(path, 'U+0000');
	return JSON.stringify(value);
}

function canonicalNumber(value: number, path: string): string {
	if (!Number.isFinite(value)) throw new NotCanonical(path, String(value));
	if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new NotCanonical(path, `unsafe integer ${value}`);
	return JSON.stringify(value);
}
