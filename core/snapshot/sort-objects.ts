import { compareText } from './compare-text.ts';
import type { ObjectKind } from './schema-snapshot.ts';

interface Named {
	readonly kind: ObjectKind;
	readonly name: string;
}

/**
 * A new list by kind, then name, in code-unit order.
 * @throws Error when two objects share kind and name: an identity that is not unique would hide one of them
 */
export function sortObjects<T extends Named>(objects: readonly T[]): T[] {
	const sorted = objects.toSorted((a, b) => compareText(a.kind, b.kind) || compareText(a.name, b.name));
	for (const [index, object] of sorted.entries()) {
		const next = sorted[index + 1];
		if (next?.name === object.name && next.kind === object.kind) {
			throw new Error(`two objects are both called ${object.kind} ${object.name}`);
		}
	}
	return sorted;
}
