import { ownedSequences } from '../../sql/owned-sequences.ts';
import { textOf } from '../../sql/tree.ts';
import { type AlteredPart, columnConstraint } from '../acts/altered-parts.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** It succeeds on an empty table alone; a clone with fewer rows than production would prove nothing. */
export const notNullWithoutDefault: Rule = {
	id: 'not-null-without-default',
	severity: 'hazard',
	remedy: 'Give it a default, or add it nullable, fill it, and set NOT NULL afterwards.',
	find: ({ running, history }) =>
		findInActs(running, (act) =>
			act.parts
				.filter((part) => isRequired(part) && history.stands(part.table, act))
				.map(
					({ table, definition }) =>
						`${textOf(definition.fields['colname'])} is NOT NULL without a default: it fails as soon as ${table} has a row`,
				),
		),
};

function isRequired({ table, subtype, definition }: AlteredPart): boolean {
	if (subtype !== 'AT_AddColumn') return false;
	const has = (contype: string) => columnConstraint(definition, contype) !== null;
	const isFilled = has('CONSTR_DEFAULT') || has('CONSTR_GENERATED') || ownedSequences(table, [definition]).length > 0;
	return (has('CONSTR_NOTNULL') || has('CONSTR_PRIMARY')) && !isFilled;
}
