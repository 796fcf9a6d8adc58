import type { ObjectKind, SchemaDelta } from './schema-snapshot.ts';

/** Kinds that say something of an object that exists: their coming or going alters that object. */
const alterations: ReadonlySet<ObjectKind> = new Set(['extension dependency', 'security label', 'system object']);

/**
 * True when the schema only gained objects and privileges. Columns, indexes, constraints, triggers and grants are
 * objects of their own, so a table may gain them without being altered itself. A revocation takes away by being added,
 * and gives back by being removed.
 */
export function isAdditionsOnly({ added, removed, changed }: SchemaDelta): boolean {
	return (
		changed.length === 0 &&
		removed.every(({ kind }) => kind === 'revocation') &&
		added.every(({ kind }) => kind !== 'revocation' && !alterations.has(kind))
	);
}
