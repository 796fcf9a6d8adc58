import { type NameSpace, qualify } from '../../sql/relation-name.ts';
import { type Fields, fieldsOf, namesOf, type SyntaxNode } from '../../sql/tree.ts';

/** A call of a function or procedure that an act evaluates. */
export interface Call {
	/** As written, in its parts. */
	readonly parts: readonly string[];
	/** `schema.name`, where the name is understood as one of the search path. */
	readonly name: string;
	/** Fields of the FuncCall. */
	readonly fields: Fields;
}

/** The calls among nodes that are evaluated. */
export function calledFunctions(executed: readonly SyntaxNode[], names: NameSpace): Call[] {
	return executed.flatMap(({ type, fields }) => {
		if (type !== 'CallStmt' && type !== 'FuncCall') return [];
		const call = type === 'CallStmt' ? fieldsOf(fields['funccall']) : fields;
		const parts = namesOf(call['funcname']);
		const name = qualify(parts, { ...names, temporary: new Set() });
		return name === null ? [] : [{ parts, name, fields: call }];
	});
}
