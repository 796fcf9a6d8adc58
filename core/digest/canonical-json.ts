import { deepestNesting } from './nesting.ts';
import { orderedCopy } from './ordered-copy.ts';

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
 * RFC 8785 (JCS): the one byte form that everything hashed is hashed in. What it accepts has the bytes of RFC 8785;
 * it accepts less (docs/signatures.md). Members whose value is `undefined` are left out, as `JSON.stringify` does.
 * @throws NotCanonical for NaN, infinities, unsafe integers, lone surrogates, U+0000 (PostgreSQL cannot keep it),
 * nesting beyond `deepestNesting` and values JSON has no form for
 */
export function canonicalJson(value: unknown, path = ''): string {
	return writeQuickly(value) ?? write(value, [path]);
}

/**
 * The engine's own writer on a copy in canonical order. Null where it is not for this way to decide: the careful
 * writer below then says what is wrong and where, or finds that nothing is.
 */
function writeQuickly(value: unknown): string | null {
	const ordered = orderedCopy(value);
	if (ordered === undefined) return null;
	const text = JSON.stringify(ordered);
	return text.includes('\\') && escapedDoubt.test(text) ? null : text;
}

/** How U+0000 and lone surrogates are written; a backslash before the `u` that is data looks the same. */
const escapedDoubt = /\\u(?:0000|d[89a-f])/;

/** Where the writer is: the caller's path first, then keys and indexes. */
type Trail = (string | number)[];

function write(value: unknown, trail: Trail): string {
	switch (typeof value) {
		case 'string':
			return writeString(value, trail);
		case 'number':
			return writeNumber(value, trail);
		case 'boolean':
			return value ? 'true' : 'false';
		case 'object':
			if (value === null) return 'null';
			if (trail.length > deepestNesting) throw refusal(trail, `nested deeper than ${deepestNesting} levels`);
			return Array.isArray(value) ? writeArray(value, trail) : writeObject(value, trail);
		default:
			throw refusal(trail, `${typeof value} has no JSON form`);
	}
}

function writeArray(items: readonly unknown[], trail: Trail): string {
	// `Array.from` also visits holes, which have no JSON form.
	return `[${Array.from(items, (item, index) => writeAt(index, item, trail)).join(',')}]`;
}

function writeObject(value: object, trail: Trail): string {
	const prototype = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null)
		throw refusal(trail, `${prototype.constructor?.name || 'an instance'} has no JSON form`);
	const members: string[] = [];
	// The default sort compares UTF-16 code units, which is the order RFC 8785 asks for.
	for (const key of Object.keys(value).sort()) {
		const member = (value as Record<string, unknown>)[key];
		if (member !== undefined) members.push(`${writeString(key, trail)}:${writeAt(key, member, trail)}`);
	}
	return `{${members.join(',')}}`;
}

function writeAt(key: string | number, value: unknown, trail: Trail): string {
	trail.push(key);
	const text = write(value, trail);
	trail.pop();
	return text;
}

function writeString(value: string, trail: Trail): string {
	if (!value.isWellFormed()) throw refusal(trail, 'a lone surrogate');
	if (value.includes('\u0000')) throw refusal(trail, 'U+0000');
	return JSON.stringify(value);
}

function writeNumber(value: number, trail: Trail): string {
	if (!Number.isFinite(value)) throw refusal(trail, String(value));
	if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw refusal(trail, `unsafe integer ${value}`);
	return JSON.stringify(value);
}

function refusal(trail: Trail, what: string): NotCanonical {
	const [start = '', ...steps] = trail;
	const path = steps.reduce<string>((before, step) => {
		if (typeof step === 'number') return `${before}[${step}]`;
		return before ? `${before}.${step}` : step;
	}, String(start));
	return new NotCanonical(path, what);
}
