/** One node of PostgreSQL's syntax tree: its type, and its fields. */
export interface SyntaxNode {
	readonly type: string;
	readonly fields: Fields;
}

export type Fields = Readonly<Record<string, unknown>>;

/** The single-key wrapper `{ CreateStmt: {…} }` of a syntax tree node, opened. */
export function nodeOf(wrapped: unknown): SyntaxNode {
	const [entry] = Object.entries(fieldsOf(wrapped));
	return entry ? { type: entry[0], fields: fieldsOf(entry[1]) } : { type: 'Unknown', fields: {} };
}

/** The nodes of a list field; absent fields are empty lists. */
export function nodesOf(value: unknown): SyntaxNode[] {
	return listOf(value).map(nodeOf);
}

export function fieldsOf(value: unknown): Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** The names of a list of String nodes: `[a, b]` of `a.b`. */
export function namesOf(value: unknown): string[] {
	return nodesOf(value).map(({ fields }) => textOf(fields['sval']));
}

/** The value of option `name` in a list of DefElem. */
export function optionOf(options: unknown, name: string): unknown {
	return nodesOf(options).find(({ fields }) => fields['defname'] === name)?.fields['arg'];
}

/** Every node below `value` and at it, each before what it holds. */
export function* walk(value: unknown): Generator<SyntaxNode> {
	if (Array.isArray(value)) {
		for (const item of value) yield* walk(item);
		return;
	}
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) {
		// Nodes are named in capitals, fields are not.
		if (/^[A-Z]/.test(key)) yield { type: key, fields: fieldsOf(inner) };
		yield* walk(inner);
	}
}
