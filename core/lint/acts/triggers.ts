import { type NameSpace, qualify, relationName } from '../../sql/relation-name.ts';
import { namesOf, type SyntaxNode } from '../../sql/tree.ts';
import type { WriteEvent } from './writes-of.ts';

/** A trigger that the plan gives to a table. */
export interface DefinedTrigger {
	readonly table: string;
	readonly events: readonly WriteEvent[];
	/** `schema.name` */
	readonly function: string;
}

/** Bits of CreateTrigStmt.events, from PostgreSQL's catalog/pg_trigger.h. */
const bits: Readonly<Record<WriteEvent, number>> = { insert: 4, delete: 8, update: 16, truncate: 32 };

export function definedTrigger({ type, fields }: SyntaxNode, names: NameSpace): DefinedTrigger | null {
	if (type !== 'CreateTrigStmt') return null;
	const table = relationName(fields['relation'], names);
	const name = qualify(namesOf(fields['funcname']), { ...names, temporary: new Set() });
	if (table === null || name === null) return null;
	const mask = Number(fields['events'] ?? 0);
	const events = (Object.keys(bits) as WriteEvent[]).filter((event) => (mask & bits[event]) !== 0);
	return { table, events, function: name };
}
