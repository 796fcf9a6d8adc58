import { qualify } from '../../sql/relation-name.ts';
import { fieldsOf, namesOf, textOf, walk } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/**
 * PostgreSQL refuses a new value of an enumeration until its transaction has committed; before version 17 even where
 * the transaction made the type.
 */
export const enumValueUsed: Rule = {
	id: 'enum-value-used',
	severity: 'hazard',
	remedy: 'Add the value in a plan, or in a step of a per_step plan, before the one that uses it.',
	find: ({ steps }) => {
		const added = steps.flatMap(addedValue);
		return findInActs(steps, (act) =>
			added
				.filter(({ by, value }) => isLater(act, by) && uses(act, value))
				.map(
					({ type, value }) =>
						`uses '${value}', which ${type} was given in this very transaction: PostgreSQL refuses it before COMMIT`,
				),
		);
	},
};

interface AddedValue {
	readonly by: Act;
	readonly type: string;
	readonly value: string;
}

function addedValue(act: Act): AddedValue[] {
	const { type, fields } = act.node;
	if (type !== 'AlterEnumStmt' || fields['oldVal']) return [];
	const name = qualify(namesOf(fields['typeName']), act.names) ?? '';
	return [{ by: act, type: name, value: textOf(fields['newVal']) }];
}

function isLater(act: Act, by: Act): boolean {
	return act.order > by.order && act.at.transaction === by.at.transaction;
}

function uses({ node }: Act, value: string): boolean {
	return [...walk(node.fields)].some(
		({ type, fields }) => type === 'A_Const' && fieldsOf(fields['sval'])['sval'] === value,
	);
}
