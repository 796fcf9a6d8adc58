import parser from '@libpg-query/parser/wasm/index.cjs';
import type { Body, BodyStatement, Unread } from './body.ts';
import { parseSql } from './parse-sql.ts';
import { fieldsOf, nodeOf, nodesOf, textOf } from './tree.ts';

/** Values of `parseMode`, from PostgreSQL's parser/parser.h. */
const wholeStatement = 0;
const typeName = 1;
const expression = 2;

/** Fields that hold a query which is text at run time. */
const dynamicFields: Readonly<Record<string, string>> = {
	PLpgSQL_stmt_dynexecute: 'query',
	PLpgSQL_stmt_dynfors: 'query',
	PLpgSQL_stmt_return_query: 'dynquery',
	PLpgSQL_stmt_open: 'dynquery',
};

/**
 * Reads the body of one DO or CREATE FUNCTION statement in PL/pgSQL.
 * @param text the whole statement
 */
export function readPlpgsql(text: string): Body {
	let tree: unknown;
	try {
		tree = parser.parsePlPgSQLSync(text);
	} catch (error) {
		return { statements: [], unread: [{ line: 1, what: `the body: ${reasonOf(error)}` }] };
	}
	const found: { statements: BodyStatement[]; unread: Unread[] } = { statements: [], unread: [] };
	visit(tree, 1, found);
	// The tree names a loop's query after the loop's body.
	return { ...found, statements: found.statements.toSorted((one, other) => one.line - other.line) };
}

/** The package reads some refusals of the parser as JSON and complains of that; variables of a table's row type do it. */
function reasonOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return /JSON/.test(message) ? 'its parser cannot read it without the database' : message;
}

type Found = { readonly statements: BodyStatement[]; readonly unread: Unread[] };

function visit(value: unknown, line: number, found: Found): void {
	if (Array.isArray(value)) {
		for (const item of value) visit(item, line, found);
		return;
	}
	for (const [key, inner] of Object.entries(fieldsOf(value))) {
		if (key === 'PLpgSQL_expr') readExpression(fieldsOf(inner), line, found);
		else if (key.startsWith('PLpgSQL_')) visitNode(key, inner, line, found);
		else visit(inner, line, found);
	}
}

function visitNode(type: string, inner: unknown, around: number, found: Found): void {
	const fields = fieldsOf(inner);
	const line = Number(fields['lineno'] ?? around);
	if (type === 'PLpgSQL_stmt_commit' || type === 'PLpgSQL_stmt_rollback') {
		const kind = type.endsWith('commit') ? 'TRANS_STMT_COMMIT' : 'TRANS_STMT_ROLLBACK';
		found.statements.push({ node: { type: 'TransactionStmt', fields: { kind } }, text: '', line });
	}
	visit(inner, line, found);
	const dynamic = dynamicFields[type];
	if (dynamic && fields[dynamic]) readDynamic(nodeOf(fields[dynamic]).fields, line, found);
}

function readExpression({ query, parseMode }: Readonly<Record<string, unknown>>, line: number, found: Found): void {
	const mode = Number(parseMode ?? wholeStatement);
	const text = textOf(query);
	if (mode === typeName) return;
	if (mode === wholeStatement) readStatements(text, line, found);
	// An assignment `a.b[1] := expression`; its target holds no operator of that kind.
	else readStatements(`SELECT ${mode === expression ? text : text.replace(/^.*?:?=/s, '')}`, line, found);
}

/** EXECUTE of a constant is as good as the statement itself. */
function readDynamic({ query }: Readonly<Record<string, unknown>>, line: number, found: Found): void {
	const constant = constantOf(textOf(query));
	if (constant === null) found.unread.push({ line, what: 'EXECUTE of a text that is made at run time' });
	else readStatements(constant, line, found);
}

function constantOf(text: string): string | null {
	try {
		const [select] = parseSql(`SELECT ${text}`);
		const [target] = nodesOf(select?.node.fields['targetList']);
		const value = nodeOf(target?.fields['val']);
		const constant = value.type === 'A_Const' ? fieldsOf(value.fields['sval'])['sval'] : null;
		return typeof constant === 'string' ? constant : null;
	} catch {
		return null;
	}
}

function readStatements(text: string, line: number, found: Found): void {
	try {
		found.statements.push(...parseSql(text).map((statement) => ({ node: statement.node, text: statement.text, line })));
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		found.unread.push({ line, what: `${text.slice(0, 60)}: ${message}` });
	}
}
