/** One node of PostgreSQL's syntax tree: its type, and its fields. */
export interface SyntaxNode {
	readonly type: string;
	readonly fields: Fields;
}

export type Fields = Readonly<Record<string, unknown>>;

/** The single-key wrapper `{ CreateStmt: {…} }` of a syntax tree node, opened. */
export function nodeOf(wrapped: unknown): SyntaxNode {
	const wrapper = fieldsOf(wrapped);
	for (const type in wrapper) return { type, fields: fieldsOf(wrapper[type]) };
	return { type: 'Unknown', fields: {} };
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

/** Every node below `value` and at it, each before what it holds. A list and no generator: trees are deep, and many. */
export function walk(value: unknown): SyntaxNode[] {
	const found: SyntaxNode[] = [];
	collect(value, found);
	return found;
}

function collect(value: unknown, found: SyntaxNode[]): void {
	if (typeof value !== 'object' || value === null) return;
	if (Array.isArray(value)) {
		for (const item of value) collect(item, found);
		return;
	}
	for (const key in value) {
		const inner: unknown = (value as Fields)[key];
		// Nodes are named in capitals, fields are not.
		if (isCapital(key)) found.push({ type: key, fields: fieldsOf(inner) });
		collect(inner, found);
	}
}

function isCapital(key: string): boolean {
	const code = key.charCodeAt(0);
	return code >= 65 && code <= 90;
}
