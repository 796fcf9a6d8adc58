import type { Json } from '../digest/canonical-json.ts';
import { normalizeAspect } from './normalize-aspect.ts';
import type { ObjectKind, SchemaObject, SchemaSnapshot } from './schema-snapshot.ts';

/** Of the database itself a dump carries nothing; these have to agree before anything is restored into another one. */
const ofDatabase: ReadonlySet<string> = new Set([
	'encoding',
	'collate',
	'ctype',
	'locale_provider',
	'locale',
	'icu_rules',
]);

/** What a restored copy does not have, or has by its own server and not by the dump. */
const lost: Readonly<Partial<Record<ObjectKind, readonly string[]>>> = {
	// Where on disk it lies (`--no-tablespaces`); triggers of foreign keys are made anew, and fire; a detachment that
	// was interrupted is restored as none.
	table: ['tablespace', 'internal_triggers', 'detach_pending'],
	'materialized view': ['tablespace'],
	index: ['tablespace'],
	// That of the system's libraries at the time of its making.
	collation: ['version'],
};

/**
 * Reduces a snapshot to what has to be equal between a database and its copy, restored by pg_restore with owners and
 * privileges into a server of the same major version: apply it to both, then `diffSchemas`.
 * Expressions are brought into the form that they have after a restore (`normalizeExpression`). Left out, because
 * nobody can restore it: subscriptions (`--no-subscriptions`), indexes that are not valid and operators that were only
 * announced (pg_dump skips them), owner, settings and privileges of the database itself, and the aspects in `lost`.
 */
export function toComparable(snapshot: SchemaSnapshot): SchemaSnapshot {
	const partitioned = new Set(
		snapshot.objects
			.filter(({ kind, aspects }) => kind === 'table' && aspects['kind'] === 'partitioned')
			.map(({ name }) => name),
	);
	const isRestored = ({ kind, name, aspects }: SchemaObject): boolean => {
		if (kind === 'subscription') return false;
		// Another operator named it as its negator or commutator; nobody has defined it yet.
		if (kind === 'operator' && aspects['function'] === undefined) return false;
		// The index of a partitioned table is not valid until every partition has it; such a one is dumped.
		if (kind === 'index' && aspects['valid'] === false) return partitioned.has(String(aspects['table']));
		if (kind === 'grant' || kind === 'revocation') return !/^\S+ on database /.test(name);
		return !(kind === 'security label' && name.endsWith(' on database'));
	};
	return { ...snapshot, objects: snapshot.objects.filter(isRestored).map(reduceObject), not_covered: [] };
}

function reduceObject({ kind, name, aspects }: SchemaObject): SchemaObject {
	const isKept = (aspect: string) => (kind === 'database' ? ofDatabase.has(aspect) : !lost[kind]?.includes(aspect));
	const kept = Object.entries(aspects)
		.filter(([aspect]) => isKept(aspect))
		.map(([aspect, value]): [string, Json] => [aspect, normalizeAspect(aspect, value)]);
	return { kind, name, aspects: Object.fromEntries(kept) };
}
