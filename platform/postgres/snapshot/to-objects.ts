import type { Json } from '../../../core/digest/canonical-json.ts';
import type { ObjectKind, SchemaObject } from '../../../core/snapshot/schema-snapshot.ts';

/**
 * Rows of a catalog query as objects: the column `name` is the identity, the others are aspects; NULL is none. Members
 * of a JSON object in the column `more` are aspects too, for what has no fixed list of them.
 * @throws TypeError for a row without a name or an aspect that is no text, number, boolean or list of texts
 */
export function toObjects(kind: ObjectKind, rows: readonly Record<string, unknown>[]): SchemaObject[] {
	return rows.map((row) => toObject(kind, row));
}

function toObject(kind: ObjectKind, row: Record<string, unknown>): SchemaObject {
	const { name } = row;
	if (typeof name !== 'string') throw new TypeError(`the catalog query for ${kind} gave a row without a name`);
	const aspects: Record<string, Json> = {};
	for (const column in row) {
		const value = row[column];
		if (value === null || column === 'name') continue;
		if (column === 'more') Object.assign(aspects, toAspects(value, kind));
		else aspects[column] = toAspect(value, kind, column);
	}
	return { kind, name, aspects };
}

function toAspects(more: unknown, kind: ObjectKind): Record<string, Json> {
	if (typeof more !== 'object' || more === null)
		throw new TypeError(`the catalog query for ${kind} gave no JSON object`);
	return Object.fromEntries(Object.entries(more).map(([aspect, value]) => [aspect, toAspect(value, kind, aspect)]));
}

function toAspect(value: unknown, kind: ObjectKind, column: string): Json {
	switch (typeof value) {
		case 'string':
		case 'boolean':
		case 'number':
			return value;
		case 'object':
			if (Array.isArray(value)) return value.map((item) => toAspect(item, kind, column));
	}
	throw new TypeError(`the catalog query for ${kind} gave ${typeof value} as ${column}`);
}
