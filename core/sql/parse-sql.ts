import parser from '@libpg-query/parser/wasm/index.cjs';
import { indexesIn, type Place, placesIn } from './place-in.ts';
import { skipBlanksAndComments } from './skip-blanks.ts';
import { fieldsOf, listOf, nodeOf, type SyntaxNode } from './tree.ts';

export interface Statement {
	/** The statement's own text, without what stands between statements. */
	readonly text: string;
	/** 1-based line and column of its first character in the file; the column counts characters. */
	readonly line: number;
	readonly column: number;
	/** Index of its first UTF-16 unit in the file. */
	readonly start: number;
	readonly node: SyntaxNode;
}

/** PostgreSQL's own parser refused the text. */
export class SqlSyntaxError extends Error {
	readonly line: number;
	readonly column: number;

	constructor(message: string, { line, column }: Place) {
		super(message);
		this.line = line;
		this.column = column;
	}
}

/** To be awaited once before `parseSql`; loading twice is harmless. */
export const loadSqlParser: () => Promise<void> = parser.loadModule;

/**
 * Splits a text into statements with PostgreSQL's own parser.
 * @throws SqlSyntaxError with the line where the parser stopped
 */
export function parseSql(text: string): Statement[] {
	const indexAt = indexesIn(text);
	const placeAt = placesIn(text);
	return parse(text).map(({ stmt, from, to }) => {
		const first = indexAt(from);
		const raw = text.slice(first, to === null ? undefined : indexAt(to));
		const start = first + skipBlanksAndComments(raw);
		return {
			text: raw.slice(start - first).replace(/[ \t\n\r\f\v]+$/, ''),
			...placeAt(start),
			start,
			node: nodeOf(stmt),
		};
	});
}

interface RawStatement {
	readonly stmt: unknown;
	/** UTF-8 bytes; the last statement may leave its end out. */
	readonly from: number;
	readonly to: number | null;
}

function parse(text: string): RawStatement[] {
	const end = text.indexOf('\u0000');
	// The parser reads a C string: what follows would be neither judged nor executed.
	if (end >= 0) throw new SqlSyntaxError('U+0000 ends the text for PostgreSQL', placesIn(text)(end));
	try {
		return listOf(fieldsOf(parser.parseSync(text))['stmts'])
			.map(fieldsOf)
			.map(rawStatement);
	} catch (error) {
		const at = indexOfCodePoint(text, cursorOf(error));
		throw new SqlSyntaxError(error instanceof Error ? error.message : String(error), placesIn(text)(at));
	}
}

function rawStatement({ stmt, stmt_location, stmt_len }: Readonly<Record<string, unknown>>): RawStatement {
	const from = Number(stmt_location ?? 0);
	return { stmt, from, to: stmt_len ? from + Number(stmt_len) : null };
}

function cursorOf(error: unknown): number {
	return Number(fieldsOf(fieldsOf(error)['sqlDetails'])['cursorPosition']) || 0;
}

/** The parser's cursor counts code points, an index counts UTF-16 units. */
function indexOfCodePoint(text: string, codePoints: number): number {
	let index = 0;
	for (let count = 0; count < codePoints && index < text.length; count += 1)
		index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
	return index;
}
