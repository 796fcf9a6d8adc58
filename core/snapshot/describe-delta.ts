import type { Json } from '../digest/canonical-json.ts';
import { describeGrants } from './describe-grants.ts';
import { type ChangedObject, objectKinds, type SchemaDelta, type SchemaObject } from './schema-snapshot.ts';
import { summarizeObject } from './summarize-object.ts';

/** Longer or multi-line values are named, not shown. */
const longestShown = 120;

/**
 * Lines for people: removed (`-`), changed (`~`), added (`+`), each from schemas down to grants, for example
 * `+ column public.t.authority (text, default 'draft'::text)`. For reading only; decisions are made on the delta.
 */
export function describeDelta(delta: SchemaDelta): string[] {
	return [
		...describeObjects('-', delta.removed),
		...inReadingOrder(delta.changed).map(describeChange),
		...describeObjects('+', delta.added),
	];
}

function describeObjects(sign: '+' | '-', objects: readonly SchemaObject[]): string[] {
	const grants = objects.filter((object) => object.kind === 'grant');
	const others = objects.filter((object) => object.kind !== 'grant');
	const lines = inReadingOrder(others).map((object) => {
		const summary = summarizeObject(object);
		return `${sign} ${object.kind} ${object.name}${isShown(summary) && summary !== '' ? ` (${summary})` : ''}`;
	});
	return [...lines, ...describeGrants(grants).map((line) => `${sign} ${line}`)];
}

function describeChange({ kind, name, aspects }: ChangedObject): string {
	const changes = Object.entries(aspects).map(([aspect, { before, after }]) => {
		const [old, now] = [show(before), show(after)];
		const label = aspect.replaceAll('_', ' ');
		return isShown(old) && isShown(now) ? `${label} ${old} → ${now}` : `${label} changed`;
	});
	return `~ ${kind} ${name}: ${changes.join('; ')}`;
}

function show(value: Json): string {
	if (value === null) return 'none';
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function isShown(text: string): boolean {
	return text.length <= longestShown && !text.includes('\n');
}

/** Keeps the order by name within each kind. */
function inReadingOrder<T extends { readonly kind: SchemaObject['kind'] }>(objects: readonly T[]): T[] {
	return objects.toSorted((a, b) => objectKinds.indexOf(a.kind) - objectKinds.indexOf(b.kind));
}
