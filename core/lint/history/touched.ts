import { ownSchemas } from '../../snapshot/own-schemas.ts';
import { schemaOf } from '../../sql/relation-name.ts';
import { listOf, nodeOf, type SyntaxNode, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { isWriteMode } from '../locks/lock-mode.ts';
import type { ReadPlan } from '../read-plan.ts';
import { relationChanges } from './relation-changes.ts';

/** A relation or a schema that an act writes or locks. */
export interface Touched {
	readonly kind: 'relation' | 'schema';
	/** `schema.name`, or a schema's name. */
	readonly name: string;
	/** What the act does to it, for people: `takes ACCESS EXCLUSIVE on public.article`. */
	readonly how: string;
}

const elsewhere: ReadonlySet<string> = new Set([...ownSchemas, 'pg_catalog', 'information_schema', 'pg_toast']);

/**
 * What an act touches, as the runner's proof by locks counts it: write locks on relations. Schemas of PostgreSQL and
 * of the bundle are other rules' matter.
 */
export function touchedBy(act: Act, { locksOf }: Pick<ReadPlan, 'locksOf'>): Touched[] {
	const locked = locksOf(act)
		.filter(({ mode }) => isWriteMode(mode))
		.map(({ relation, mode }): Touched => ({ kind: 'relation', name: relation, how: `takes ${mode} on ${relation}` }));
	const renamed = relationChanges(act.node, act.names).renamed.map(
		({ to }): Touched => ({ kind: 'relation', name: to, how: `makes ${to}` }),
	);
	return [...locked, ...renamed, ...schemasTouched(act.node)].filter(
		({ kind, name }) => !elsewhere.has(kind === 'schema' ? name : schemaOf(name)),
	);
}

function schemasTouched({ type, fields }: SyntaxNode): Touched[] {
	if (type === 'CreateSchemaStmt' && fields['schemaname']) return schema(textOf(fields['schemaname']), 'makes');
	if (type === 'RenameStmt' && fields['renameType'] === 'OBJECT_SCHEMA')
		return [...schema(textOf(fields['subname']), 'renames'), ...schema(textOf(fields['newname']), 'makes')];
	if (type !== 'DropStmt' || fields['removeType'] !== 'OBJECT_SCHEMA') return [];
	return listOf(fields['objects']).flatMap((object) => schema(textOf(nodeOf(object).fields['sval']), 'drops'));
}

function schema(name: string, verb: string): Touched[] {
	return [{ kind: 'schema', name, how: `${verb} the schema ${name}` }];
}
