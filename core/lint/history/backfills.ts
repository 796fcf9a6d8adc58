import { relationName } from '../../sql/relation-name.ts';
import { type Fields, fieldsOf, namesOf, nodeOf, nodesOf, type SyntaxNode, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import type { ReadPlan } from '../read-plan.ts';

/** An UPDATE of the rows that have NULL in a column, and what became of that column's default before it. */
export interface Backfill {
	readonly act: Act;
	readonly table: string;
	readonly column: string;
	readonly before: 'added with a default' | 'given a default';
}

/** Backfills, of columns that had a default before them. */
export function backfills({ steps, file }: Pick<ReadPlan, 'steps' | 'file'>): Backfill[] {
	const defaults = new Map<string, GivenDefault>();
	return steps.flatMap((act) => {
		for (const { key, before } of defaultsOf(act)) {
			if (before === null) defaults.delete(key);
			// A column that was full from its beginning stays so.
			else if (defaults.get(key)?.before !== 'added with a default') defaults.set(key, { before, step: act.at.step });
		}
		return nullTests(act).flatMap(({ table, column }) => {
			const given = defaults.get(`${table}.${column}`);
			// A step that finds its work done gives no default: the column was there, whatever it holds.
			const isSure = given && (given.step === act.at.step || !file.steps[given.step]?.satisfied_when);
			return isSure ? [{ act, table, column, before: given.before }] : [];
		});
	});
}

interface GivenDefault {
	readonly before: Backfill['before'];
	readonly step: number;
}

interface DefaultChange {
	readonly key: string;
	readonly before: Backfill['before'] | null;
}

/** What ALTER TABLE does to defaults, by `schema.table.column`; null where a column comes or goes without one. */
function defaultsOf({ node, names }: Act): DefaultChange[] {
	if (node.type !== 'AlterTableStmt') return [];
	const table = relationName(node.fields['relation'], names);
	return nodesOf(node.fields['cmds']).flatMap(({ fields: command }): DefaultChange[] => {
		const definition = nodeOf(command['def']);
		switch (command['subtype']) {
			case 'AT_AddColumn': {
				const before = fillsColumn(definition) ? 'added with a default' : null;
				return [{ key: `${table}.${textOf(definition.fields['colname'])}`, before }];
			}
			case 'AT_ColumnDefault':
				if (!command['def'] || isNull(definition)) return [];
				return [{ key: `${table}.${textOf(command['name'])}`, before: 'given a default' }];
			case 'AT_DropColumn':
				return [{ key: `${table}.${textOf(command['name'])}`, before: null }];
			default:
				return [];
		}
	});
}

/** Whether rows that stand get a value in a new column. */
function fillsColumn({ fields }: SyntaxNode): boolean {
	return nodesOf(fields['constraints']).some(({ fields: constraint }) => {
		const type = textOf(constraint['contype']);
		if (type === 'CONSTR_DEFAULT') return !isNull(nodeOf(constraint['raw_expr']));
		return type === 'CONSTR_GENERATED' || type === 'CONSTR_IDENTITY';
	});
}

/** `NULL`, and `NULL::text` */
function isNull({ type, fields }: SyntaxNode): boolean {
	return type === 'TypeCast' ? isNull(nodeOf(fields['arg'])) : type === 'A_Const' && fields['isnull'] === true;
}

/** The columns that an UPDATE wants to be NULL in every row it changes. */
function nullTests({ node, names }: Act): { table: string; column: string }[] {
	if (node.type !== 'UpdateStmt') return [];
	const { relation, whereClause, fromClause } = node.fields;
	const table = relationName(relation, names);
	if (table === null) return [];
	const range = fieldsOf(relation);
	const alias = textOf(fieldsOf(range['alias'])['aliasname']) || textOf(range['relname']);
	return conditions(nodeOf(whereClause)).flatMap((condition) => {
		const path = isNullTest(condition) ? namesOf(nodeOf(condition.fields['arg']).fields['fields']) : [];
		const [column, qualifier] = path.toReversed();
		// Beside other tables, a bare name may be theirs.
		const isOwn = qualifier === undefined ? nodesOf(fromClause).length === 0 : qualifier === alias;
		return column && isOwn ? [{ table, column }] : [];
	});
}

function isNullTest({ type, fields }: { type: string; fields: Fields }): boolean {
	return type === 'NullTest' && fields['nulltesttype'] === 'IS_NULL';
}

/** The conditions that AND joins. */
function conditions(where: SyntaxNode): SyntaxNode[] {
	const isAnd = where.type === 'BoolExpr' && where.fields['boolop'] === 'AND_EXPR';
	return isAnd ? nodesOf(where.fields['args']).flatMap(conditions) : [where];
}
