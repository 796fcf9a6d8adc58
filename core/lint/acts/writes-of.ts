import { type NameSpace, relationName } from '../../sql/relation-name.ts';
import { nodesOf, type SyntaxNode, textOf } from '../../sql/tree.ts';

export type WriteEvent = 'insert' | 'update' | 'delete' | 'truncate';

/** Rows that a statement writes. */
export interface Write {
	/** `schema.name` */
	readonly relation: string;
	readonly event: WriteEvent;
}

const events: Readonly<Record<string, WriteEvent>> = {
	InsertStmt: 'insert',
	UpdateStmt: 'update',
	DeleteStmt: 'delete',
};

/** What this very node writes; of what stands inside it, those nodes tell. */
export function writesOf({ type, fields }: SyntaxNode, names: NameSpace): Write[] {
	if (type === 'TruncateStmt')
		return nodesOf(fields['relations']).flatMap((range) => writeTo(relationName(range.fields, names), 'truncate'));
	if (type === 'MergeStmt') return mergeWrites(fields, names);
	const event = events[type];
	return event ? writeTo(relationName(fields['relation'], names), event) : [];
}

/** The events of a MERGE are those of its branches. */
function mergeWrites(fields: SyntaxNode['fields'], names: NameSpace): Write[] {
	const commands = nodesOf(fields['mergeWhenClauses']).map((clause) => textOf(clause.fields['commandType']));
	const relation = relationName(fields['relation'], names);
	return (['insert', 'update', 'delete'] as const)
		.filter((event) => commands.includes(`CMD_${event.toUpperCase()}`))
		.flatMap((event) => writeTo(relation, event));
}

function writeTo(relation: string | null, event: WriteEvent): Write[] {
	return relation === null ? [] : [{ relation, event }];
}
