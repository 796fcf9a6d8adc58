import { ownedSequences } from '../../sql/owned-sequences.ts';
import { fieldsOf, nodeOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { type AlteredPart, columnConstraint } from '../acts/altered-parts.ts';
import { keepsBits, printType, typeOf } from '../catalog/column-type.ts';
import { evaluatedVolatility } from '../catalog/evaluated-volatility.ts';
import { findInActs } from '../find-in-acts.ts';
import { knownType } from '../history/known-type.ts';
import type { ReadPlan } from '../read-plan.ts';
import type { Rule } from '../rule.ts';

/** Nobody else reads or writes the table while it is written anew. */
export const tableRewrite: Rule = {
	id: 'table-rewrite',
	severity: 'hazard',
	remedy: 'Add a new column, fill it in batches outside, and switch over; or accept it where the table is small.',
	find: (plan) =>
		findInActs(plan.running, (act) =>
			act.parts
				.filter(({ table }) => plan.history.stands(table, act))
				.flatMap((part) => {
					const why = rewrites(plan, act, part);
					return why ? [`rewrites ${part.table} under ACCESS EXCLUSIVE: ${why}`] : [];
				}),
		),
};

const wholeTable: Readonly<Record<string, string>> = {
	AT_SetLogged: 'SET LOGGED',
	AT_SetUnLogged: 'SET UNLOGGED',
	AT_SetAccessMethod: 'SET ACCESS METHOD',
	AT_SetTableSpace: 'SET TABLESPACE copies it',
};

function rewrites(plan: ReadPlan, act: Act, part: AlteredPart): string | null {
	if (part.subtype === 'AT_AlterColumnType') return converts(plan, act, part);
	if (part.subtype === 'AT_AddColumn') return addedColumn(part);
	return wholeTable[part.subtype] ?? null;
}

function converts(plan: ReadPlan, act: Act, { table, name, definition }: AlteredPart): string | null {
	const to = typeOf(fieldsOf(definition.fields['typeName']));
	const from = knownType(plan, act, table, name);
	const isPlain = !definition.fields['raw_default'] || isOwnColumn(definition.fields['raw_default'], name);
	if (from && isPlain && keepsBits(from, to)) return null;
	return from
		? `${name} becomes ${printType(to)} from ${printType(from)}`
		: `${name} becomes ${printType(to)}, and a preflight check of its columns would tell from what`;
}

/** `USING name` and `USING name::type` change nothing of what would be done without them. */
function isOwnColumn(using: unknown, column: string): boolean {
	const { type, fields } = nodeOf(using);
	if (type === 'TypeCast') return isOwnColumn(fields['arg'], column);
	return type === 'ColumnRef' && JSON.stringify(fields['fields']) === JSON.stringify([{ String: { sval: column } }]);
}

function addedColumn({ table, definition }: AlteredPart): string | null {
	const column = textOf(definition.fields['colname']);
	if (columnConstraint(definition, 'CONSTR_GENERATED')) return `${column} is generated and stored`;
	if (ownedSequences(table, [definition]).length > 0) return `${column} gets a number of its own in every row`;
	const given = columnConstraint(definition, 'CONSTR_DEFAULT');
	if (!given) return null;
	const { volatility, name } = evaluatedVolatility(given['raw_expr']);
	if (volatility === 'steady') return null;
	return volatility === 'volatile'
		? `the default of ${column} calls ${name}(), once for every row`
		: `the default of ${column} calls ${name}(), which may be volatile: the database alone knows`;
}
