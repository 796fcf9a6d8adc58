import { describeChange } from './describe-change.ts';
import { describeGrants } from './describe-grants.ts';
import { objectKinds, type SchemaDelta, type SchemaObject } from './schema-snapshot.ts';
import { summarizeObject } from './summarize-object.ts';

/** Longer or multi-line summaries are left out. */
const longestShown = 120;

/**
 * Lines for people, one for each object: removed (`-`), changed (`~`), added (`+`), each from the database down to
 * grants, for example `+ column public.t.authority (text, default 'draft'::text)`. For reading only; decisions are made
 * on the delta.
 */
export function describeDelta(delta: SchemaDelta): string[] {
	return [
		...describeObjects('-', delta.removed),
		...inReadingOrder(delta.changed).map(describeChange),
		...describeObjects('+', delta.added),
	];
}

function describeObjects(sign: '+' | '-', objects: readonly SchemaObject[]): string[] {
	return [...Map.groupBy(inReadingOrder(objects), ({ kind }) => kind)].flatMap(([kind, group]) => {
		if (kind === 'grant' || kind === 'revocation') return describeGrants(group).map((line) => `${sign} ${line}`);
		return group.map((object) => {
			const summary = summarizeObject(object);
			const shown = summary !== '' && summary.length <= longestShown && !summary.includes('\n');
			return `${sign} ${kind} ${object.name}${shown ? ` (${summary})` : ''}`;
		});
	});
}

/** Keeps the order by name within each kind. */
function inReadingOrder<T extends { readonly kind: SchemaObject['kind'] }>(objects: readonly T[]): T[] {
	return objects.toSorted((a, b) => objectKinds.indexOf(a.kind) - objectKinds.indexOf(b.kind));
}
