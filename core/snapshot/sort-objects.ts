import { compareText } from './compare-text.ts';
import type { ObjectKind } from './schema-snapshot.ts';

interface Named {
	readonly kind: ObjectKind;
	readonly name: string;
}

/** By kind, then name, in code-unit order. */
export function compareObjects(a: Named, b: Named): number {
	return compareText(a.kind, b.kind) || compareText(a.name, b.name);
}

/**
 * A new list in the order of `compareObjects`.
 * @throws Error when two objects share kind and name: an identity that is not unique would hide one of them
 */
export function sortObjects<T extends Named>(objects: readonly T[]): T[] {
	const sorted = objects.toSorted(compareObjects);
	let previous: T | undefined;
	for (const object of sorted) {
		if (previous && compareObjects(previous, object) === 0) {
			throw new Error(`two objects are both called ${object.kind} ${object.name}`);
		}
		previous = object;
	}
	return sorted;
}
