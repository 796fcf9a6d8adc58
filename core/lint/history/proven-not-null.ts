import { namesOf, nodeOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import type { ReadPlan } from '../read-plan.ts';

/** Whether a valid `CHECK (column IS NOT NULL)` of the plan itself stands before an act: PostgreSQL then looks at no row. */
export function provenNotNull({ partsOf }: ReadPlan, act: Act, table: string, column: string): boolean {
	const before = partsOf(table).filter(({ order }) => order < act.order);
	const checks = before.filter(({ definition }) => checksNotNull(definition.fields, column));
	return checks.some(
		({ definition }) =>
			!definition.fields['skip_validation'] ||
			before.some(({ subtype, name }) => subtype === 'AT_ValidateConstraint' && name === definition.fields['conname']),
	);
}

function checksNotNull(constraint: Readonly<Record<string, unknown>>, column: string): boolean {
	const test = nodeOf(constraint['raw_expr']);
	return (
		constraint['contype'] === 'CONSTR_CHECK' &&
		test.type === 'NullTest' &&
		test.fields['nulltesttype'] === 'IS_NOT_NULL' &&
		namesOf(nodeOf(test.fields['arg']).fields['fields']).at(-1) === column
	);
}
