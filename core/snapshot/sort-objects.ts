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
 * A new list in the order of `compareObjects`. Kind by kind, which spares most comparisons their first half.
 * @throws Error when two objects share kind and name: an identity that is not unique would hide one of them
 */
export function sortObjects<T extends Named>(objects: readonly T[]): T[] {
	const byKind = Map.groupBy(objects, ({ kind }) => kind);
	const kinds = [...byKind.keys()].sort(compareText);
	return kinds.flatMap((kind) => sortByName(byKind.get(kind) ?? []));
}

function sortByName<T extends Named>(objects: T[]): T[] {
	objects.sort((a, b) => compareText(a.name, b.name));
	for (const [index, { kind, name }] of objects.entries()) {
		if (objects[index + 1]?.name === name) throw new Error(`two objects are both called ${kind} ${name}`);
	}
	return objects;
}
