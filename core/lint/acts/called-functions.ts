import { type NameSpace, qualify } from '../../sql/relation-name.ts';
import { type Fields, fieldsOf, namesOf, type SyntaxNode, walk } from '../../sql/tree.ts';

/** A call of a function or procedure that an act evaluates. */
export interface Call {
	/** As written, in its parts. */
	readonly parts: readonly string[];
	/** `schema.name`, where the name is understood as one of the search path. */
	readonly name: string;
	/** Fields of the FuncCall. */
	readonly fields: Fields;
}

/**
 * The functions that a definition keeps for later: of defaults, checks, views, policies. Who writes a row or reads the
 * view calls them, and that may be a later statement of the plan.
 */
export function keptCalls(node: SyntaxNode, executed: readonly SyntaxNode[], names: NameSpace): Call[] {
	if (node.type === 'CreateFunctionStmt') return [];
	const seen = new Set(executed.map(({ fields }) => fields));
	return calledFunctions(
		walk(node.fields).filter(({ fields }) => !seen.has(fields)),
		names,
	);
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
