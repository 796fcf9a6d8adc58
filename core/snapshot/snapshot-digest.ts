import { digestOf } from '../digest/sha256.ts';
import type { SchemaDelta, SchemaSnapshot } from './schema-snapshot.ts';

/** Covers the objects, what was left out on purpose, and how much was not described. */
export function snapshotDigest(snapshot: SchemaSnapshot): string {
	return digestOf(snapshot);
}

export function deltaDigest(delta: SchemaDelta): string {
	return digestOf(delta);
}
