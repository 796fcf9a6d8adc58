import { fieldsOf, nodeOf, type SyntaxNode, textOf } from '../sql/tree.ts';

/** What a constant says, as text; null for the constant NULL. */
export interface Constant {
	readonly text: string | null;
}

/**
 * The constant that an expression is, whatever casts stand around it: `'draft'::text` is `draft`, `'-1'::integer` is `-1`.
 * @returns null for anything that has to be evaluated
 */
export function constantOf({ type, fields }: SyntaxNode): Constant | null {
	if (type === 'TypeCast') return constantOf(nodeOf(fields['arg']));
	if (type !== 'A_Const') return null;
	if (fields['isnull']) return { text: null };
	// A field that has its default value, 0 or '' or false, is left out of the tree.
	if ('sval' in fields) return { text: textOf(fieldsOf(fields['sval'])['sval']) };
	if ('ival' in fields) return { text: String(fieldsOf(fields['ival'])['ival'] ?? 0) };
	if ('fval' in fields) return { text: textOf(fieldsOf(fields['fval'])['fval']) };
	if ('boolval' in fields) return { text: fieldsOf(fields['boolval'])['boolval'] ? 'true' : 'false' };
	return null;
}
