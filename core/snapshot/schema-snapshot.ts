import type { Json } from '../digest/canonical-json.ts';

/** Kinds the snapshot describes. Whatever else the database holds is counted in `not_covered`, by name of its kind. */
export const objectKinds = [
	'schema',
	'table',
	'column',
	'constraint',
	'index',
	'view',
	'materialized view',
	'sequence',
	'function',
	'trigger',
	'type',
	'extension',
	'grant',
] as const;
export type ObjectKind = (typeof objectKinds)[number];

/**
 * One object by logical identity. `name` is its qualified, quoted identity (`public.tac_logical_unit.authority` for a
 * column, `schema.table.constraint` for a constraint, `schema.function(argument types)` for a function).
 * `aspects` are what makes two objects of that name differ: never an OID, an attribute number or a physical position.
 */
export interface SchemaObject {
	readonly kind: ObjectKind;
	readonly name: string;
	readonly aspects: { readonly [aspect: string]: Json };
}

export interface SchemaSnapshot {
	readonly format: 'schema-snapshot-v1';
	/** Sorted by kind, then name, in code-unit order. */
	readonly objects: readonly SchemaObject[];
	/** Schemas left out on purpose: PostgreSQL's own and this bundle's. */
	readonly excluded_schemas: readonly string[];
	/** Kinds that exist in the database and that this snapshot does not describe. */
	readonly not_covered: readonly { readonly kind: string; readonly count: number }[];
}

export interface ChangedObject {
	readonly kind: ObjectKind;
	readonly name: string;
	/** Only the aspects that differ. */
	readonly aspects: { readonly [aspect: string]: { readonly before: Json; readonly after: Json } };
}

/** What turned one schema into another; comparable across servers, since whole states are not. */
export interface SchemaDelta {
	readonly added: readonly SchemaObject[];
	readonly removed: readonly SchemaObject[];
	readonly changed: readonly ChangedObject[];
}
