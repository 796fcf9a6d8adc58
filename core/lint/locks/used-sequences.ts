import { type NameSpace, qualify } from '../../sql/relation-name.ts';
import { fieldsOf, namesOf, nodeOf, nodesOf, type SyntaxNode } from '../../sql/tree.ts';

/** The sequence that a call of nextval or setval moves, where its name is a constant. */
export function usedSequences({ type, fields }: SyntaxNode, names: NameSpace): string[] {
	if (type !== 'FuncCall') return [];
	const parts = namesOf(fields['funcname']);
	if (!['nextval', 'setval'].includes(parts.at(-1) ?? '') || (parts.length > 1 && parts[0] !== 'pg_catalog')) return [];
	const [argument] = nodesOf(fields['args']);
	const constant = argument?.type === 'TypeCast' ? nodeOf(argument.fields['arg']) : argument;
	const name = fieldsOf(constant?.fields['sval'])['sval'];
	const sequence = typeof name === 'string' ? qualify(splitName(name), names) : null;
	return sequence === null ? [] : [sequence];
}

/** `"My schema".name` in its parts: unquoted ones in lower case, quotes taken off. */
function splitName(text: string): string[] {
	const parts = text.match(/"(?:[^"]|"")*"|[^.]+/g) ?? [];
	return parts.map((part) =>
		part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.trim().toLowerCase(),
	);
}
