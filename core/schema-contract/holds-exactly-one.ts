import { fieldsOf, namesOf, nodeOf, nodesOf, type SyntaxNode } from '../sql/tree.ts';

/** `undefined`: it looks at more than NULL or not NULL. Whether something is NULL is never itself NULL. */
type Value = boolean | number | undefined;
/** Which columns are NULL. */
type Row = ReadonlyMap<string, boolean>;

/**
 * Whether a CHECK accepts exactly the rows in which one of the columns is not NULL and the others are: found out by
 * trying every combination, so that it does not matter how the expression puts it.
 * @returns false as well for an expression that looks at more than NULL or not NULL
 */
export function holdsExactlyOne(check: SyntaxNode, columns: readonly string[]): boolean {
	// 2^n combinations; no rule of this kind speaks of many columns.
	if (columns.length === 0 || columns.length > 12) return false;
	return combinations(columns).every((row) => {
		const filled = [...row.values()].filter((isNull) => !isNull).length;
		return evaluate(check, row) === (filled === 1);
	});
}

function combinations(columns: readonly string[]): Row[] {
	return Array.from(
		{ length: 2 ** columns.length },
		(_, bits) => new Map(columns.map((column, index) => [column, (bits & (2 ** index)) !== 0])),
	);
}

function evaluate({ type, fields }: SyntaxNode, row: Row): Value {
	switch (type) {
		case 'A_Const':
			return constant(fields);
		case 'NullTest': {
			const isNull = row.get(columnOf(nodeOf(fields['arg'])));
			return isNull === undefined ? undefined : isNull === (fields['nulltesttype'] === 'IS_NULL');
		}
		case 'BoolExpr':
			return combine(
				String(fields['boolop']),
				nodesOf(fields['args']).map((node) => evaluate(node, row)),
			);
		case 'FuncCall':
			return count(fields, row);
		case 'TypeCast':
			return evaluate(nodeOf(fields['arg']), row);
		case 'A_Expr':
			return compare(fields, row);
		default:
			return undefined;
	}
}

function constant(fields: SyntaxNode['fields']): Value {
	if ('ival' in fields) return Number(fieldsOf(fields['ival'])['ival'] ?? 0);
	if ('boolval' in fields) return fieldsOf(fields['boolval'])['boolval'] === true;
	return undefined;
}

function columnOf({ type, fields }: SyntaxNode): string {
	return type === 'ColumnRef' ? (namesOf(fields['fields']).at(-1) ?? '') : '';
}

function combine(operator: string, values: readonly Value[]): Value {
	if (values.some((value) => value === undefined || typeof value === 'number')) return undefined;
	if (operator === 'NOT_EXPR') return !values[0];
	const decisive = operator === 'OR_EXPR';
	return values.includes(decisive) ? decisive : !decisive;
}

/** `num_nonnulls(…)` and `num_nulls(…)` over columns. */
function count(fields: SyntaxNode['fields'], row: Row): Value {
	const name = namesOf(fields['funcname']).at(-1);
	const nulls = nodesOf(fields['args']).map((argument) => row.get(columnOf(argument)));
	if (nulls.includes(undefined) || (name !== 'num_nonnulls' && name !== 'num_nulls')) return undefined;
	return nulls.filter((isNull) => isNull === (name === 'num_nulls')).length;
}

function compare(fields: SyntaxNode['fields'], row: Row): Value {
	const one = evaluate(nodeOf(fields['lexpr']), row);
	const other = evaluate(nodeOf(fields['rexpr']), row);
	if (one === undefined || other === undefined || fields['kind'] !== 'AEXPR_OP') return undefined;
	switch (namesOf(fields['name']).at(-1)) {
		case '=':
			return one === other;
		case '<>':
			return one !== other;
		case '<':
			return one < other;
		case '<=':
			return one <= other;
		case '>':
			return one > other;
		case '>=':
			return one >= other;
		default:
			return undefined;
	}
}
