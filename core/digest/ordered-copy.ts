import { deepestNesting } from './nesting.ts';

/**
 * A copy whose members stand in canonical order, so that the engine's own `JSON.stringify` writes the canonical form.
 * `undefined` where there is something to refuse, or something that an ordinary object cannot hold in that order.
 *
 * A copy, also where the order is right already: each member is read once, so no getter and no `toJSON` can give the
 * writer another value than the one that was looked at.
 */
export function orderedCopy(value: unknown, depth = 0): unknown {
	switch (typeof value) {
		case 'string':
		case 'boolean':
			return value;
		case 'number':
			return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value)) ? value : undefined;
		case 'object':
			if (value === null) return null;
			if (depth === deepestNesting) return undefined;
			return Array.isArray(value) ? copyArray(value, depth + 1) : copyObject(value, depth + 1);
		default:
			return undefined;
	}
}

function copyArray(items: readonly unknown[], depth: number): unknown {
	const copy: unknown[] = new Array(items.length);
	for (let index = 0; index < items.length; index++) {
		const item = orderedCopy(items[index], depth);
		if (item === undefined) return undefined;
		copy[index] = item;
	}
	return copy;
}

function copyObject(value: object, depth: number): unknown {
	const prototype = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null) return undefined;
	const keys = Object.keys(value);
	// Array indexes come first in every object, and in numeric order: with one of them the order cannot be chosen.
	if (keys[0] !== undefined && isArrayIndex(keys[0])) return undefined;
	const copy: Record<string, unknown> = {};
	for (const key of sortKeys(keys)) {
		const member = (value as Record<string, unknown>)[key];
		if (member === undefined) continue;
		const ordered = orderedCopy(member, depth);
		// Assigning this one key would set the copy's prototype and write nothing.
		if (ordered === undefined || key === '__proto__') return undefined;
		copy[key] = ordered;
	}
	return copy;
}

/** May also be true for a text of digits that is too large for an index: the careful writer takes those too. */
function isArrayIndex(key: string): boolean {
	return key === '0' || /^[1-9][0-9]{0,9}$/.test(key);
}

/** Up to this many keys, insertion beats the engine's sort, which sets up more than it saves. */
const fewKeys = 24;

/** By UTF-16 code units, in place: what `<` compares by, and what RFC 8785 asks for. */
function sortKeys(keys: string[]): string[] {
	if (keys.length > fewKeys) return keys.sort();
	for (let index = 1; index < keys.length; index++) {
		const key = keys[index] as string;
		let hole = index;
		for (; hole > 0 && (keys[hole - 1] as string) > key; hole--) keys[hole] = keys[hole - 1] as string;
		keys[hole] = key;
	}
	return keys;
}
