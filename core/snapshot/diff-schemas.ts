import { canonicalJson, type Json } from '../digest/canonical-json.ts';
import type { ChangedObject, SchemaDelta, SchemaObject, SchemaSnapshot } from './schema-snapshot.ts';
import { compareObjects, sortObjects } from './sort-objects.ts';

/** What has to happen to `before` to become `after`. Each list is sorted by kind, then name. */
export function diffSchemas(before: SchemaSnapshot, after: SchemaSnapshot): SchemaDelta {
	const added: SchemaObject[] = [];
	const removed: SchemaObject[] = [];
	const changed: ChangedObject[] = [];
	// Sorted again, because a snapshot may come from a file; on what is sorted already this is one pass.
	const former = sortObjects(before.objects)[Symbol.iterator]();
	let old = former.next().value;
	for (const object of sortObjects(after.objects)) {
		while (old && compareObjects(old, object) < 0) {
			removed.push(old);
			old = former.next().value;
		}
		if (!old || compareObjects(old, object) > 0) {
			added.push(object);
			continue;
		}
		const aspects = diffAspects(old.aspects, object.aspects);
		if (aspects) changed.push({ kind: object.kind, name: object.name, aspects });
		old = former.next().value;
	}
	for (; old; old = former.next().value) removed.push(old);
	return { added, removed, changed };
}

type Aspects = SchemaObject['aspects'];

/** An aspect that one side does not have counts as null there, so that a newer reader stays comparable. */
function diffAspects(before: Aspects, after: Aspects): ChangedObject['aspects'] | undefined {
	let differing: Record<string, { before: Json; after: Json }> | undefined;
	for (const aspect in after) {
		const [old, now] = [before[aspect] ?? null, after[aspect] ?? null];
		if (!isEqual(old, now)) differing = { ...differing, [aspect]: { before: old, after: now } };
	}
	for (const aspect in before) {
		const old = before[aspect] ?? null;
		if (!(aspect in after) && old !== null) differing = { ...differing, [aspect]: { before: old, after: null } };
	}
	return differing;
}

function isEqual(a: Json, b: Json): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object') return false;
	return canonicalJson(a) === canonicalJson(b);
}
