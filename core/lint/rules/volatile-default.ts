import { namesOf, textOf, walk } from '../../sql/tree.ts';
import { columnConstraint } from '../acts/altered-parts.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** Of PostgreSQL's own and of uuid-ossp's; a sequence counts in order, and counts the same anew. */
const random = new Set([
	'gen_random_uuid',
	'random',
	'clock_timestamp',
	'timeofday',
	'gen_random_bytes',
	'uuid_generate_v1',
	'uuid_generate_v1mc',
	'uuid_generate_v4',
]);

/** The rows of the rehearsal, those of production, and those of a second rehearsal are then three different ones. */
export const volatileDefault: Rule = {
	id: 'volatile-default',
	severity: 'hazard',
	remedy: 'Add the column without a default and fill it from what the row holds; set the default afterwards.',
	find: ({ running, history }) =>
		findInActs(running, (act) =>
			act.parts
				.filter(({ table, subtype }) => subtype === 'AT_AddColumn' && history.stands(table, act))
				.flatMap(({ definition }) => {
					const called = randomCall(columnConstraint(definition, 'CONSTR_DEFAULT')?.['raw_expr']);
					const column = textOf(definition.fields['colname']);
					return called
						? [`${column} gets another value from ${called}() in each run: no rehearsal shows production’s rows`]
						: [];
				}),
		),
};

function randomCall(expression: unknown): string | null {
	const called = [...walk(expression)]
		.filter(({ type }) => type === 'FuncCall')
		.map(({ fields }) => namesOf(fields['funcname']).at(-1) ?? '');
	return called.find((name) => random.has(name)) ?? null;
}
