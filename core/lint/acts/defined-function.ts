import type { Body } from '../../sql/body.ts';
import { readBody } from '../../sql/read-body.ts';
import { type NameSpace, qualify } from '../../sql/relation-name.ts';
import { type Fields, fieldsOf, namesOf, nodeOf, nodesOf, type SyntaxNode, textOf } from '../../sql/tree.ts';

/** A function or procedure that the plan defines. */
export interface DefinedFunction {
	/** `schema.name`; those that differ in arguments alone share it. */
	readonly name: string;
	readonly body: Body;
	/** How names in its body are understood. */
	readonly names: NameSpace;
}

export function definedFunction(
	statement: { readonly node: SyntaxNode; readonly text: string },
	names: NameSpace,
): DefinedFunction | null {
	const name = functionName(statement.node, names);
	const body = name === null ? null : readBody(statement);
	if (name === null || body === null) return null;
	const [schema] = ownSearchPath(statement.node.fields) ?? [];
	return { name, body, names: schema === undefined ? names : { ...names, schema } };
}

/** `schema.name` of the function that a statement defines; null when it defines none. */
export function functionName({ type, fields }: SyntaxNode, names: NameSpace): string | null {
	if (type !== 'CreateFunctionStmt') return null;
	return qualify(namesOf(fields['funcname']), { ...names, temporary: new Set() });
}

/** The schemas of a function's own `SET search_path`, PostgreSQL's aside; null when it sets none. */
export function ownSearchPath(fields: Fields): string[] | null {
	const settings = nodesOf(fields['options'])
		.filter(({ fields: option }) => option['defname'] === 'set')
		.map(({ fields: option }) => nodeOf(option['arg']).fields)
		.filter(({ name }) => textOf(name).toLowerCase() === 'search_path');
	const [setting] = settings;
	if (!setting) return null;
	return nodesOf(setting['args'])
		.flatMap(({ fields: value }) => textOf(fieldsOf(value['sval'])['sval']).split(','))
		.map((schema) => schema.trim())
		.filter((schema) => schema !== '' && !schema.startsWith('pg_'));
}
