import { canonicalJson, type Json } from '../digest/canonical-json.ts';
import type { ChangedObject, SchemaDelta, SchemaObject, SchemaSnapshot } from './schema-snapshot.ts';
import { sortObjects } from './sort-objects.ts';

/** What has to happen to `before` to become `after`. Each list is sorted by kind, then name. */
export function diffSchemas(before: SchemaSnapshot, after: SchemaSnapshot): SchemaDelta {
	const former = new Map(before.objects.map((object) => [keyOf(object), object]));
	const added: SchemaObject[] = [];
	const changed: ChangedObject[] = [];
	for (const object of after.objects) {
		const key = keyOf(object);
		const old = former.get(key);
		former.delete(key);
		if (old === undefined) {
			added.push(object);
			continue;
		}
		const aspects = diffAspects(old.aspects, object.aspects);
		if (Object.keys(aspects).length > 0) changed.push({ kind: object.kind, name: object.name, aspects });
	}
	const removed = [...former.values()];
	return { added: sortObjects(added), removed: sortObjects(removed), changed: sortObjects(changed) };
}

function keyOf(object: SchemaObject): string {
	return `${object.kind}\u0000${object.name}`;
}

/** An aspect that one side does not know counts as null there, so that a newer reader stays comparable. */
function diffAspects(before: SchemaObject['aspects'], after: SchemaObject['aspects']): ChangedObject['aspects'] {
	const differing: Record<string, { before: Json; after: Json }> = {};
	for (const aspect of new Set([...Object.keys(before), ...Object.keys(after)])) {
		const old = before[aspect] ?? null;
		const now = after[aspect] ?? null;
		if (!isEqual(old, now)) differing[aspect] = { before: old, after: now };
	}
	return differing;
}

function isEqual(a: Json, b: Json): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object') return false;
	return canonicalJson(a) === canonicalJson(b);
}
