import { relationName } from '../../sql/relation-name.ts';
import { fieldsOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { type AlteredPart, columnConstraint } from '../acts/altered-parts.ts';
import { findInActs } from '../find-in-acts.ts';
import type { History } from '../history/history.ts';
import type { Rule } from '../rule.ts';

/** Nobody writes the table while its index is built; for a constraint's index, nobody reads it either. */
export const indexBuild: Rule = {
	id: 'index-build',
	severity: 'hazard',
	remedy:
		'Build it CONCURRENTLY outside, and give a constraint that index by USING INDEX; or accept it where the table is small.',
	find: ({ running, history }) =>
		findInActs(running, (act) => [
			...ownIndex(act, history),
			...act.parts.filter(({ table }) => history.stands(table, act)).flatMap((part) => constraintIndexes(part)),
		]),
};

function ownIndex(act: Act, history: History): string[] {
	const { type, fields } = act.node;
	// Of ONLY a partitioned table nothing is indexed yet.
	if (type !== 'IndexStmt' || fields['concurrent'] || !fieldsOf(fields['relation'])['inh']) return [];
	const table = relationName(fields['relation'], act.names);
	return table && history.stands(table, act) ? [`builds an index of ${table} under SHARE: writes wait`] : [];
}

const kinds: Readonly<Record<string, string>> = {
	CONSTR_PRIMARY: 'a primary key',
	CONSTR_UNIQUE: 'a unique constraint',
	CONSTR_EXCLUSION: 'an exclusion constraint',
};

function constraintIndexes({ table, subtype, definition }: AlteredPart): string[] {
	const say = (contype: string) => `builds the index of ${kinds[contype]} of ${table} under ACCESS EXCLUSIVE`;
	if (subtype === 'AT_AddColumn')
		return Object.keys(kinds)
			.filter((kind) => columnConstraint(definition, kind))
			.map(say);
	const contype = textOf(definition.fields['contype']);
	const isBuilt = subtype === 'AT_AddConstraint' && contype in kinds && !definition.fields['indexname'];
	return isBuilt ? [say(contype)] : [];
}
