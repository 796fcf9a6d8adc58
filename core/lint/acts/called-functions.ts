import { qualify } from '../../sql/relation-name.ts';
import { type Fields, fieldsOf, namesOf } from '../../sql/tree.ts';
import type { Act } from './act.ts';
import { executedNodes } from './executed-nodes.ts';

/** A call of a function or procedure that an act evaluates. */
export interface Call {
	/** As written, in its parts. */
	readonly parts: readonly string[];
	/** `schema.name`, where the name is understood as one of the search path. */
	readonly name: string;
	/** Fields of the FuncCall. */
	readonly fields: Fields;
}

export function calledFunctions({ node, names }: Pick<Act, 'node' | 'names'>): Call[] {
	return [...executedNodes(node)].flatMap(({ type, fields }) => {
		const call = type === 'CallStmt' ? fieldsOf(fields['funccall']) : fields;
		if (type !== 'CallStmt' && type !== 'FuncCall') return [];
		const parts = namesOf(call['funcname']);
		const name = qualify(parts, { ...names, temporary: new Set() });
		return name === null ? [] : [{ parts, name, fields: call }];
	});
}
