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
	const [statement, ...others] = parseSql(`SELECT ${text}\n`);
	const fields = statement?.node.fields ?? {};
	const [target, ...more] = nodesOf(fields['targetList']);
	const isSelect = Object.keys(fields).every((key) => ofBareSelect.has(key));
	if (!target || 'name' in target.fields || more.length > 0 || others.length > 0 || !isSelect) {
		throw new TypeError(`${text} is not one expression`);
	}
	return { tree: nodeOf(target.fields['val']), text };
}

/** The fields of a SELECT that is nothing but its target. */
const ofBareSelect = new Set(['targetList', 'limitOption', 'op']);
