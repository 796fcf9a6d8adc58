import type { Statement, SyntaxNode } from './parse-sql.ts';
import { nodeOf } from './parse-sql.ts';

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

function targetsOf({ type, fields }: SyntaxNode): Target[] {
	switch (type) {
		case 'CreateSchemaStmt':
			return [{ kind: 'schema', schema: text(fields['schemaname']), name: '', part: '' }];
		case 'CreateStmt':
		case 'ViewStmt':
			return [relation(fields[type === 'ViewStmt' ? 'view' : 'relation'])];
		case 'CreateTableAsStmt':
			return [relation(record(fields['into'])['rel'])];
		case 'CreateSeqStmt':
			return [relation(fields['sequence'])];
		case 'IndexStmt':
			return fields['idxname'] ? [{ ...relation(fields['relation']), name: text(fields['idxname']) }] : [];
		case 'AlterTableStmt':
			return list(fields['cmds']).flatMap((command) => addedBy(relation(fields['relation']), nodeOf(command)));
		default:
			return [];
	}
}

function addedBy(table: Target, command: SyntaxNode): Target[] {
	const definition = nodeOf(command.fields['def']);
	if (command.fields['subtype'] === 'AT_AddColumn') {
		return [{ ...table, kind: 'column', part: text(definition.fields['colname']) }];
	}
	if (command.fields['subtype'] === 'AT_AddConstraint' && definition.fields['conname']) {
		return [{ ...table, kind: 'constraint', part: text(definition.fields['conname']) }];
	}
	return [];
}

function relation(range: unknown): Target {
	const { schemaname, relname } = record(range);
	return { kind: 'relation', schema: text(schemaname) || defaultSchema, name: text(relname), part: '' };
}

function record(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
