import type { Json } from '../../../core/digest/canonical-json.ts';
import type { ObjectKind, SchemaObject } from '../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../session.ts';

/**
 * Runs a catalog query whose column `name` is the object's identity and whose other columns are its aspects.
 * @throws TypeError for a row without a name or an aspect that is no text, number, boolean or list of texts
 */
export async function readObjects(
	session: Session,
	kind: ObjectKind,
	sql: string,
	excludeSchemas: readonly string[],
): Promise<SchemaObject[]> {
	const { rows } = await session.query(sql, [excludeSchemas]);
	return rows.map((row) => toObject(kind, row));
}

function toObject(kind: ObjectKind, row: Record<string, unknown>): SchemaObject {
	const aspects: Record<string, Json> = {};
	let name: string | undefined;
	for (const column of Object.keys(row)) {
		const value = row[column];
		if (column !== 'name') aspects[column] = toAspect(value, kind, column);
		else if (typeof value === 'string') name = value;
	}
	if (name === undefined) throw new TypeError(`the catalog query for ${kind} gave a row without a name`);
	return { kind, name, aspects };
}

function toAspect(value: unknown, kind: ObjectKind, column: string): Json {
	switch (typeof value) {
		case 'string':
		case 'boolean':
		case 'number':
			return value;
		case 'object':
			if (value === null) return null;
			if (Array.isArray(value)) return value.map((item) => toAspect(item, kind, column));
	}
	throw new TypeError(`the catalog query for ${kind} gave ${typeof value} as ${column}`);
}
