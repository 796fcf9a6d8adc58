import { languageOf } from '../../sql/read-body.ts';
import { type NameSpace, qualify, relationName } from '../../sql/relation-name.ts';
import { type Fields, fieldsOf, namesOf, nodeOf, nodesOf, type SyntaxNode, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { definedFunction } from '../acts/defined-function.ts';
import { executedNodes } from '../acts/executed-nodes.ts';
import { writesOf } from '../acts/writes-of.ts';
import { constraintsOf } from '../history/foreign-keys.ts';
import type { History } from '../history/history.ts';
import { droppedBy, relationChanges, relationKinds } from '../history/relation-changes.ts';
import { alterTableLocks } from './alter-table-locks.ts';
import { type Lock, type LockMode, lockModes, strongestLocks } from './lock-mode.ts';
import { usedSequences } from './used-sequences.ts';

/**
 * The strongest lock that an act takes on each relation, its own new ones included. What triggers, rules, defaults and
 * foreign keys of the database add is not in the SQL and not told.
 */
export function deriveLocks({ node, names, executed }: Act, history: History): Lock[] {
	const rows = executed.flatMap((inner) => rowLocks(inner, names));
	const kept = keptStatements(node, names).flatMap((one) =>
		executedNodes(one.node).flatMap((inner) => rowLocks(inner, one.names)),
	);
	const made = relationChanges(node, names).made.map(accessExclusive);
	return strongestLocks([
		...definitionLocks(node, names, history),
		...made,
		...referencedLocks(node, names),
		...rows,
		...kept,
	]);
}

/** Statements that are looked at when they are stored, and lock what they would lock: those of rules and of SQL functions. */
function keptStatements(
	node: SyntaxNode,
	names: NameSpace,
): { readonly node: SyntaxNode; readonly names: NameSpace }[] {
	if (node.type === 'RuleStmt') return nodesOf(node.fields['actions']).map((action) => ({ node: action, names }));
	if (node.type !== 'CreateFunctionStmt' || languageOf(node) !== 'sql') return [];
	const defined = definedFunction({ node, text: '' }, names);
	return (defined?.body.statements ?? []).map((inner) => ({ node: inner.node, names: defined?.names ?? names }));
}

/** What reading and writing rows locks. */
function rowLocks(node: SyntaxNode, names: NameSpace): Lock[] {
	if (node.type === 'SelectStmt') return lockedRows(node.fields, names);
	const written = writesOf(node, names).map(
		({ relation, event }): Lock => ({
			relation,
			mode: event === 'truncate' ? 'ACCESS EXCLUSIVE' : 'ROW EXCLUSIVE',
		}),
	);
	return [...written, ...usedSequences(node, names).map((relation): Lock => ({ relation, mode: 'ROW EXCLUSIVE' }))];
}

/** `SELECT … FOR UPDATE` and its kin, on the tables it names or on all that it reads. */
function lockedRows(fields: Fields, names: NameSpace): Lock[] {
	const clauses = nodesOf(fields['lockingClause']);
	if (clauses.length === 0) return [];
	const ranges = nodesOf(fields['fromClause']).filter(({ type }) => type === 'RangeVar');
	const common = nodesOf(fieldsOf(fields['withClause'])['ctes']).map((cte) => textOf(cte.fields['ctename']));
	const aliasOf = (range: Fields) => textOf(fieldsOf(range['alias'])['aliasname']) || textOf(range['relname']);
	const locked = clauses.flatMap((clause) => {
		const named = nodesOf(clause.fields['lockedRels']).map((range) => textOf(range.fields['relname']));
		return ranges.filter((range) => named.length === 0 || named.includes(aliasOf(range.fields)));
	});
	return locked
		.filter(({ fields: range }) => range['schemaname'] || !common.includes(textOf(range['relname'])))
		.flatMap(({ fields: range }) => locksOn([relationName(range, names)], 'ROW SHARE'));
}

/** What statements that define lock of what they do not make. */
function definitionLocks(node: SyntaxNode, names: NameSpace, history: History): Lock[] {
	const { type, fields } = node;
	switch (type) {
		case 'AlterTableStmt':
			return alterTableLocks(fields, names, history);
		case 'CreateStmt':
			return parentLocks(fields, names);
		case 'DropStmt':
			return dropLocks(fields, names, history);
		case 'LockStmt': {
			const mode = lockModes[Number(fields['mode']) - 1] ?? 'ACCESS EXCLUSIVE';
			return nodesOf(fields['relations']).flatMap((range) => locksOn([relationName(range.fields, names)], mode));
		}
		case 'RefreshMatViewStmt': {
			const mode = fields['concurrent'] ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE';
			return locksOn([relationName(fields['relation'], names)], mode);
		}
		case 'CommentStmt':
		case 'SecLabelStmt':
			return commentLocks(fields, names);
		case 'CreatePublicationStmt':
		case 'AlterPublicationStmt': {
			const tables = nodesOf(fields['pubobjects']).map((object) => fieldsOf(object.fields['pubtable'])['relation']);
			return tables.flatMap((range) => (range ? locksOn([relationName(range, names)], 'SHARE UPDATE EXCLUSIVE') : []));
		}
		case 'CreateStatsStmt':
			return nodesOf(fields['relations']).flatMap((range) =>
				locksOn([relationName(range.fields, names)], 'SHARE UPDATE EXCLUSIVE'),
			);
		case 'RenameStmt':
			return renameLocks(fields, names);
		default:
			return onOneRelation(node, names);
	}
}

/** Statements that lock one relation: the field that names it, and the mode. */
const oneRelation: Readonly<Record<string, readonly [string, LockMode]>> = {
	IndexStmt: ['relation', 'SHARE'],
	CreateTrigStmt: ['relation', 'SHARE ROW EXCLUSIVE'],
	RuleStmt: ['relation', 'ACCESS EXCLUSIVE'],
	CreatePolicyStmt: ['table', 'ACCESS EXCLUSIVE'],
	AlterPolicyStmt: ['table', 'ACCESS EXCLUSIVE'],
	AlterSeqStmt: ['sequence', 'SHARE ROW EXCLUSIVE'],
	AlterObjectSchemaStmt: ['relation', 'ACCESS EXCLUSIVE'],
	ViewStmt: ['view', 'ACCESS EXCLUSIVE'],
	ClusterStmt: ['relation', 'ACCESS EXCLUSIVE'],
};

function onOneRelation({ type, fields }: SyntaxNode, names: NameSpace): Lock[] {
	const [field, mode] = oneRelation[type] ?? [];
	return field && mode && fields[field] ? locksOn([relationName(fields[field], names)], mode) : [];
}

/** A partition locks the whole table, a child its parents. */
function parentLocks(fields: Fields, names: NameSpace): Lock[] {
	const mode = fields['partbound'] ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE';
	return nodesOf(fields['inhRelations']).flatMap((range) => locksOn([relationName(range.fields, names)], mode));
}

/** A foreign key gives triggers to the table that it refers to. */
function referencedLocks(node: SyntaxNode, names: NameSpace): Lock[] {
	return constraintsOf(node)
		.filter(({ constraint }) => constraint['contype'] === 'CONSTR_FOREIGN')
		.flatMap(({ constraint }) => locksOn([relationName(constraint['pktable'], names)], 'SHARE ROW EXCLUSIVE'));
}

/** Objects whose name in a DROP is the table's and then their own. */
const partsOfTables = new Set(['OBJECT_TRIGGER', 'OBJECT_RULE', 'OBJECT_POLICY']);

function dropLocks(fields: Fields, names: NameSpace, history: History): Lock[] {
	const kind = textOf(fields['removeType']);
	if (relationKinds.has(kind)) {
		const dropped = droppedBy(fields, names);
		const referenced = history.foreignKeys.filter(({ table }) => dropped.includes(table));
		return [...dropped, ...referenced.map(({ references }) => references)].map(accessExclusive);
	}
	const objects = nodesOf(fields['objects']).map(({ fields: object }) => namesOf(object['items']));
	if (kind === 'OBJECT_INDEX')
		return objects.flatMap((parts) => locksOn([history.tableOf(qualify(parts, names) ?? '')], 'ACCESS EXCLUSIVE'));
	if (!partsOfTables.has(kind)) return [];
	return objects.flatMap((parts) => locksOn([qualify(parts.slice(0, -1), names)], 'ACCESS EXCLUSIVE'));
}

function commentLocks(fields: Fields, names: NameSpace): Lock[] {
	const kind = textOf(fields['objtype']);
	const parts = namesOf(nodeOf(fields['object']).fields['items']);
	if (relationKinds.has(kind)) return locksOn([qualify(parts, names)], 'SHARE UPDATE EXCLUSIVE');
	// A comment on a trigger, rule, policy or constraint reads their table and locks nothing of it.
	return kind === 'OBJECT_COLUMN' ? locksOn([qualify(parts.slice(0, -1), names)], 'SHARE UPDATE EXCLUSIVE') : [];
}

function renameLocks(fields: Fields, names: NameSpace): Lock[] {
	// Renaming an index leaves its table alone.
	if (fields['renameType'] === 'OBJECT_INDEX' || !fields['relation']) return [];
	return locksOn([relationName(fields['relation'], names)], 'ACCESS EXCLUSIVE');
}

function locksOn(relations: readonly (string | null)[], mode: LockMode): Lock[] {
	return relations.flatMap((relation) => (relation === null ? [] : [{ relation, mode }]));
}

function accessExclusive(relation: string): Lock {
	return { relation, mode: 'ACCESS EXCLUSIVE' };
}
