import { digestOf } from '../digest/sha256.ts';
import { normalizeAspect } from './normalize-aspect.ts';
import type { SchemaDelta, SchemaObject, SchemaSnapshot } from './schema-snapshot.ts';

/**
 * Covers the objects, what was left out on purpose, and which kinds are not described; not how many of those there
 * are: they are data. For states of one server: another one may print the same expression otherwise.
 */
export function snapshotDigest({ not_covered, ...described }: SchemaSnapshot): string {
	return digestOf({ ...described, not_covered: not_covered.map(({ kind }) => kind) });
}

/** Equal for the same change on a restored copy and on its source, where expressions differ only in their generation. */
export function deltaDigest({ added, removed, changed }: SchemaDelta): string {
	return digestOf({
		added: added.map(normalizeObject),
		removed: removed.map(normalizeObject),
		changed: changed.map(({ kind, name, aspects }) => ({
			kind,
			name,
			aspects: mapValues(aspects, ({ before, after }, aspect) => ({
				before: normalizeAspect(aspect, before),
				after: normalizeAspect(aspect, after),
			})),
		})),
	});
}

function normalizeObject({ kind, name, aspects }: SchemaObject): SchemaObject {
	return { kind, name, aspects: mapValues(aspects, (value, aspect) => normalizeAspect(aspect, value)) };
}

function mapValues<From, To>(
	record: { readonly [key: string]: From },
	map: (value: From, key: string) => To,
): { [key: string]: To } {
	return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
