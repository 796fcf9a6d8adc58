import type { Statement } from './parse-sql.ts';
import { fieldsOf, listOf, nodeOf, type SyntaxNode, textOf } from './tree.ts';

/** Something a statement is about to create; it must not exist yet. */
export interface Target {
	readonly kind: 'schema' | 'relation' | 'column' | 'constraint';
	readonly schema: string;
	/** Empty for a schema. */
	readonly name: string;
	/** Column or constraint of `name`; empty otherwise. */
	readonly part: string;
}

/** Names without a schema resolve to `public`, which is the search path the runner sets. */
const defaultSchema = 'public';

/** What the statements will create, in their order. `IF NOT EXISTS` changes nothing: presence would be a surprise. */
export function deriveTargets(statements: readonly Statement[]): Target[] {
	return statements.flatMap(({ node }) => targetsOf(node));
}

export function describeTarget(target: Target): string {
	const path = [target.schema, target.name, target.part].filter((part) => part !== '').join('.');
	return `${target.kind === 'relation' ? 'relation' : target.kind} ${path}`;
}

function targetsOf({ type, fields }: SyntaxNode, within = defaultSchema): Target[] {
	switch (type) {
		case 'CreateSchemaStmt':
			return schemaWithElements(textOf(fields['schemaname']), listOf(fields['schemaElts']));
		case 'CreateStmt':
			return relation(fields['relation'], within);
		case 'CreateForeignTableStmt':
			return relation(fieldsOf(fields['base'])['relation'], within);
		case 'ViewStmt':
			return relation(fields['view'], within);
		case 'CreateTableAsStmt':
			return relation(fieldsOf(fields['into'])['rel'], within);
		case 'SelectStmt':
			return fields['intoClause'] ? relation(fieldsOf(fields['intoClause'])['rel'], within) : [];
		case 'CreateSeqStmt':
			return relation(fields['sequence'], within);
		case 'IndexStmt':
			return relation(fields['relation'], within).flatMap((table) =>
				fields['idxname'] ? [{ ...table, name: textOf(fields['idxname']) }] : [],
			);
		case 'AlterTableStmt':
			return relation(fields['relation'], within).flatMap((table) =>
				listOf(fields['cmds']).flatMap((command) => addedBy(table, nodeOf(command))),
			);
		default:
			return [];
	}
}

/** `CREATE SCHEMA s CREATE TABLE t …`: what stands inside is created in `s`. */
function schemaWithElements(schema: string, elements: readonly unknown[]): Target[] {
	const inside = elements.flatMap((element) => targetsOf(nodeOf(element), schema));
	return [{ kind: 'schema', schema, name: '', part: '' }, ...inside];
}

function addedBy(table: Target, command: SyntaxNode): Target[] {
	const definition = nodeOf(command.fields['def']);
	if (command.fields['subtype'] === 'AT_AddColumn') {
		return [{ ...table, kind: 'column', part: textOf(definition.fields['colname']) }];
	}
	if (command.fields['subtype'] === 'AT_AddConstraint' && definition.fields['conname']) {
		return [{ ...table, kind: 'constraint', part: textOf(definition.fields['conname']) }];
	}
	return [];
}

/** A temporary relation takes nothing's place: it lives in a schema of its own. */
function relation(range: unknown, within: string): Target[] {
	const { schemaname, relname, relpersistence } = fieldsOf(range);
	if (relpersistence === 't') return [];
	return [{ kind: 'relation', schema: textOf(schemaname) || within, name: textOf(relname), part: '' }];
}
