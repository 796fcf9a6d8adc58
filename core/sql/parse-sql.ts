import { loadModule, parseSync } from 'libpg-query';

/** One node of PostgreSQL's syntax tree: its type, and its fields. */
export interface SyntaxNode {
	readonly type: string;
	readonly fields: Readonly<Record<string, unknown>>;
}

export interface Statement {
	/** The statement's own text, without what stands between statements. */
	readonly text: string;
	/** 1-based line and column of its first character in the file; the column counts characters. */
	readonly line: number;
	readonly column: number;
	readonly node: SyntaxNode;
}

/** PostgreSQL's own parser refused the text. */
export class SqlSyntaxError extends Error {
	readonly line: number;
	readonly column: number;

	constructor(message: string, { line, column }: { line: number; column: number }) {
		super(message);
		this.line = line;
		this.column = column;
	}
}

/** To be awaited once before `parseSql`; loading twice is harmless. */
export const loadSqlParser: () => Promise<void> = loadModule;

/**
 * Splits a text into statements with PostgreSQL's own parser.
 * @throws SqlSyntaxError with the line where the parser stopped
 */
export function parseSql(text: string): Statement[] {
	// The parser's offsets count UTF-8 bytes, not characters.
	const bytes = Buffer.from(text, 'utf8');
	return parse(text).map(({ stmt, stmt_location = 0, stmt_len = 0 }) => {
		const end = stmt_len === 0 ? bytes.length : stmt_location + stmt_len;
		const raw = bytes.subarray(stmt_location, end).toString('utf8');
		const start = skipBlanksAndComments(raw);
		const before = bytes.subarray(0, stmt_location).toString('utf8') + raw.slice(0, start);
		return {
			text: raw.slice(start).replace(/[ \t\n\r\f\v]+$/, ''),
			...placeAt(before, before.length),
			node: nodeOf(stmt),
		};
	});
}

interface RawStatement {
	stmt: unknown;
	stmt_location?: number;
	stmt_len?: number;
}

function parse(text: string): RawStatement[] {
	const end = text.indexOf('\u0000');
	// The parser reads a C string: what follows would be neither judged nor executed.
	if (end >= 0) throw new SqlSyntaxError('U+0000 ends the text for PostgreSQL', placeAt(text, end));
	try {
		const tree = parseSync(text) as { stmts?: RawStatement[] };
		return tree.stmts ?? [];
	} catch (error) {
		const at = cursorOf(error);
		throw new SqlSyntaxError(
			error instanceof Error ? error.message : String(error),
			placeAt(text, indexOfCodePoint(text, at)),
		);
	}
}

function cursorOf(error: unknown): number {
	if (typeof error !== 'object' || error === null || !('sqlDetails' in error)) return 0;
	const details = error.sqlDetails;
	if (typeof details !== 'object' || details === null || !('cursorPosition' in details)) return 0;
	return Number(details.cursorPosition) || 0;
}

/** The parser's cursor counts code points, an index counts UTF-16 units. */
function indexOfCodePoint(text: string, codePoints: number): number {
	let index = 0;
	for (let count = 0; count < codePoints && index < text.length; count += 1)
		index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
	return index;
}

/** 1-based line and column; the column counts characters, not UTF-16 units. */
function placeAt(text: string, index: number): { line: number; column: number } {
	const lines = text.slice(0, index).split('\n');
	return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
}

/** Index of the first character that is neither blank nor comment; comments may nest in `/* … *\/`. */
function skipBlanksAndComments(text: string): number {
	// PostgreSQL's own blanks: a no-break space is part of a name.
	const blank = /(?:[ \t\n\r\f\v]+|--[^\n\r]*(?:[\n\r]|$))*/y;
	let at = 0;
	for (;;) {
		blank.lastIndex = at;
		at += blank.exec(text)?.[0].length ?? 0;
		if (!text.startsWith('/*', at)) return at;
		at = endOfBlockComment(text, at);
	}
}

function endOfBlockComment(text: string, start: number): number {
	const mark = /\/\*|\*\//g;
	mark.lastIndex = start;
	let depth = 0;
	for (let found = mark.exec(text); found; found = mark.exec(text)) {
		depth += found[0] === '/*' ? 1 : -1;
		if (depth === 0) return mark.lastIndex;
	}
	return text.length;
}

/** The single-key wrapper `{ CreateStmt: {…} }` of a syntax tree node, opened. */
export function nodeOf(wrapped: unknown): SyntaxNode {
	if (typeof wrapped === 'object' && wrapped !== null) {
		const [entry] = Object.entries(wrapped);
		if (entry) return { type: entry[0], fields: entry[1] as Record<string, unknown> };
	}
	return { type: 'Unknown', fields: {} };
}
