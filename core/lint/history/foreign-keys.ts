import { objectName } from '../../sql/owned-sequences.ts';
import { nameOf, relationName } from '../../sql/relation-name.ts';
import { type Fields, fieldsOf, namesOf, nodeOf, nodesOf, type SyntaxNode, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';

export interface ForeignKey {
	readonly table: string;
	/** As PostgreSQL would name it, where the author gave no name. */
	readonly name: string;
	readonly references: string;
}

/** A foreign key or a unique constraint whose check waits for the end of the transaction. */
export interface DeferredCheck {
	readonly table: string;
	readonly columns: readonly string[];
	/** The table that a foreign key refers to. */
	readonly references: string | null;
	readonly order: number;
}

/** The foreign keys that a statement gives to a table. */
export function foreignKeysOf({ node, names }: Pick<Act, 'node' | 'names'>): ForeignKey[] {
	return constraintsOf(node).flatMap(({ range, constraint, column }) => {
		const table = relationName(range, names);
		const references = relationName(constraint['pktable'], names);
		if (constraint['contype'] !== 'CONSTR_FOREIGN' || table === null || references === null) return [];
		const columns = column === null ? namesOf(constraint['fk_attrs']) : [column];
		const name = textOf(constraint['conname']) || objectName([nameOf(table), columns.join('_')], 'fkey');
		return [{ table, name, references }];
	});
}

export function deferredChecksOf({ node, names, order }: Act): DeferredCheck[] {
	return constraintsOf(node).flatMap(({ range, constraint, column, deferred }) => {
		const table = relationName(range, names);
		if (!deferred || table === null) return [];
		const columns = column === null ? namesOf(constraint['fk_attrs'] ?? constraint['keys']) : [column];
		const references = constraint['pktable'] ? relationName(constraint['pktable'], names) : null;
		return [{ table, columns, references, order }];
	});
}

/** A constraint that a statement gives to a table. */
export interface GivenConstraint {
	/** RangeVar of the table. */
	readonly range: unknown;
	readonly constraint: Fields;
	/** The column that it stands at; null for one of the whole table. */
	readonly column: string | null;
	readonly deferred: boolean;
}

/** The constraints of CREATE TABLE, ADD COLUMN and ADD CONSTRAINT, in their order. */
export function constraintsOf({ type, fields }: SyntaxNode): GivenConstraint[] {
	if (type === 'CreateStmt') return elementConstraints(fields['relation'], nodesOf(fields['tableElts']));
	if (type !== 'AlterTableStmt') return [];
	const added = nodesOf(fields['cmds']).filter(({ fields: command }) =>
		['AT_AddColumn', 'AT_AddConstraint'].includes(textOf(command['subtype'])),
	);
	return elementConstraints(
		fields['relation'],
		added.map(({ fields: command }) => nodeOf(command['def'])),
	);
}

function elementConstraints(range: unknown, elements: readonly SyntaxNode[]): GivenConstraint[] {
	return elements.flatMap(({ type, fields }) => {
		if (type === 'Constraint')
			return [{ range, constraint: fields, column: null, deferred: fields['initdeferred'] === true }];
		if (type !== 'ColumnDef') return [];
		return columnConstraints(range, textOf(fields['colname']), nodesOf(fields['constraints']));
	});
}

/** At a column, DEFERRABLE and INITIALLY DEFERRED are nodes of their own, behind the constraint they belong to. */
function columnConstraints(range: unknown, column: string, nodes: readonly SyntaxNode[]): GivenConstraint[] {
	return nodes.map(({ fields }, index) => {
		const behind = nodes.slice(index + 1).map((node) => textOf(fieldsOf(node.fields)['contype']));
		const end = behind.findIndex((type) => !type.startsWith('CONSTR_ATTR_'));
		const attributes = end < 0 ? behind : behind.slice(0, end);
		return { range, constraint: fields, column, deferred: attributes.includes('CONSTR_ATTR_DEFERRED') };
	});
}
