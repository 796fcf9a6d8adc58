import type { Body, BodyStatement } from './body.ts';
import { parseSql, SqlSyntaxError } from './parse-sql.ts';
import { readPlpgsql } from './read-plpgsql.ts';
import { fieldsOf, namesOf, nodeOf, nodesOf, optionOf, type SyntaxNode, textOf } from './tree.ts';

/**
 * Reads the body of a DO block or of a function; null for any other statement.
 * @param statement its node and its own text
 */
export function readBody({ node, text }: { readonly node: SyntaxNode; readonly text: string }): Body | null {
	const { type, fields } = node;
	if (type === 'DoStmt') return readIn(languageOf(node), asOf(fields['args']), text);
	if (type !== 'CreateFunctionStmt') return null;
	const body = fields['sql_body'];
	if (body) return { statements: flatten(nodeOf(body)), unread: [] };
	return readIn(languageOf(node), asOf(fields['options']), text);
}

function readIn(language: string, body: string, text: string): Body {
	if (language === 'plpgsql') return readPlpgsql(text);
	if (language === 'sql') return readSql(body);
	return { statements: [], unread: [{ line: 1, what: `a body in the language ${language}` }] };
}

function readSql(body: string): Body {
	try {
		return { statements: parseSql(body), unread: [] };
	} catch (error) {
		if (!(error instanceof SqlSyntaxError)) throw error;
		return { statements: [], unread: [{ line: error.line, what: `the body: ${error.message}` }] };
	}
}

/** `BEGIN ATOMIC … END` is a list of lists of statements, `RETURN …` one statement. */
function flatten(node: SyntaxNode): BodyStatement[] {
	if (node.type === 'List') return nodesOf(node.fields['items']).flatMap(flatten);
	return [{ node, text: '', line: 1 }];
}

/** The language of a DO block or of a function. */
export function languageOf({ type, fields }: SyntaxNode): string {
	const isBlock = type === 'DoStmt';
	const language = nodeOf(optionOf(fields[isBlock ? 'args' : 'options'], 'language')).fields['sval'];
	if (typeof language === 'string') return language.toLowerCase();
	return isBlock ? 'plpgsql' : 'sql';
}

/** A DO block has its body alone, a function in a list: its second item is the symbol of a C function. */
function asOf(options: unknown): string {
	const value = nodeOf(optionOf(options, 'as'));
	if (value.type === 'List') return namesOf(value.fields['items'])[0] ?? '';
	return textOf(fieldsOf(value.fields)['sval']);
}
