import { namesOf, type SyntaxNode } from '../sql/tree.ts';
import { constantOf } from './constant-of.ts';

/** An expression of a syntax tree in a few words, for people. */
export function describeExpression(tree: SyntaxNode): string {
	const constant = constantOf(tree);
	if (constant) return constant.text === null ? 'NULL' : `the constant ${constant.text}`;
	if (tree.type === 'FuncCall') return `${namesOf(tree.fields['funcname']).join('.')}(…)`;
	return 'an expression';
}
