import type { SchemaDelta } from './schema-snapshot.ts';

/**
 * True when the schema only gained objects. Columns, indexes, constraints, triggers and grants are objects of their
 * own, so a table may gain them without being altered itself.
 */
export function isAdditionsOnly(delta: SchemaDelta): boolean {
	return delta.removed.length === 0 && delta.changed.length === 0;
}
