import { parseSql } from '../sql/parse-sql.ts';
import { nodeOf, nodesOf, type SyntaxNode } from '../sql/tree.ts';

/** An expression as PostgreSQL's parser reads it, and as it is written. */
export interface Expression {
	readonly tree: SyntaxNode;
	/** For people; never compared. */
	readonly text: string;
}

/**
 * Reads one expression. `loadSqlParser()` must have been awaited.
 * @throws SqlSyntaxError for what does not parse, TypeError for what is more than one expression
 */
export function readExpression(text: string): Expression {
	const statements = parseSql(`SELECT (${text}\n)`);
	const [first] = statements;
	const [target, ...more] = nodesOf(first?.node.fields['targetList']);
	const onlyTargets = Object.keys(first?.node.fields ?? {}).every((key) => selectFields.has(key));
	if (!target || more.length > 0 || statements.length > 1 || !onlyTargets) {
		throw new TypeError(`${text} is more than one expression`);
	}
	return { tree: nodeOf(target.fields['val']), text };
}

/** What stays when a SELECT is nothing but its target. */
const selectFields = new Set(['targetList', 'limitOption', 'op']);
