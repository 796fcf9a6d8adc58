import type { Json } from '../digest/canonical-json.ts';

/** Every kind of object that a snapshot describes, in the order a reader meets them: what others stand on first. */
export const objectKinds = [
	'database',
	'schema',
	'extension',
	'access method',
	'language',
	'collation',
	'conversion',
	'type',
	'cast',
	'transform',
	'function',
	'procedure',
	'aggregate',
	'operator',
	'operator family',
	'operator class',
	'text search parser',
	'text search template',
	'text search dictionary',
	'text search configuration',
	'foreign data wrapper',
	'foreign server',
	'user mapping',
	'table',
	'foreign table',
	'column',
	'sequence',
	'constraint',
	'index',
	'statistics object',
	'view',
	'materialized view',
	'rule',
	'trigger',
	'event trigger',
	'policy',
	'publication',
	'publication member',
	'subscription',
	'extension dependency',
	'default privilege',
	'grant',
	'revocation',
	'security label',
	'system object',
] as const;
export type ObjectKind = (typeof objectKinds)[number];

/**
 * One object by logical identity. `name` is its qualified, quoted identity (`public.tac_logical_unit.authority` for a
 * column, `schema.table.constraint` for a constraint, `schema.function(argument types)` for a function).
 * `aspects` are what makes two objects of that name differ: never an OID, an attribute number or a physical position.
 * An aspect at PostgreSQL's default is not written, so that silence means the default.
 */
export interface SchemaObject {
	readonly kind: ObjectKind;
	readonly name: string;
	readonly aspects: { readonly [aspect: string]: Json };
}

/** Something that the database may hold and that no object of the snapshot describes. */
export interface NotCovered {
	readonly kind: string;
	/** How many there are; null where that is not known to every role, or would say nothing. */
	readonly count: number | null;
	readonly reason: string;
}

export interface SchemaSnapshot {
	readonly format: 'schema-snapshot-v2';
	/** Sorted by kind, then name, in code-unit order. */
	readonly objects: readonly SchemaObject[];
	/** Schemas of this bundle, left out on purpose; PostgreSQL's own are always left out. */
	readonly excluded_schemas: readonly string[];
	readonly not_covered: readonly NotCovered[];
}

export interface ChangedObject {
	readonly kind: ObjectKind;
	readonly name: string;
	/** Only the aspects that differ; null stands for PostgreSQL's default. */
	readonly aspects: { readonly [aspect: string]: { readonly before: Json; readonly after: Json } };
}

/** What turned one schema into another; comparable across servers, since whole states are not. */
export interface SchemaDelta {
	readonly added: readonly SchemaObject[];
	readonly removed: readonly SchemaObject[];
	readonly changed: readonly ChangedObject[];
}
