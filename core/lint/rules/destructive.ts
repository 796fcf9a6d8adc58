import { namesOf, nodesOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { addsPart } from '../acts/altered-parts.ts';
import { findInActs } from '../find-in-acts.ts';
import { relationChanges, relationKinds } from '../history/relation-changes.ts';
import type { ReadPlan } from '../read-plan.ts';
import type { Rule } from '../rule.ts';

/** A rollback is there to drop what its step made; a step that drops takes what was there before. */
export const destructive: Rule = {
	id: 'destructive',
	severity: 'hazard',
	remedy: 'Keep what is there until a later plan, or accept it and say what is lost and where it is kept.',
	find: (plan) => findInActs(plan.steps, (act) => [...dropped(plan, act), ...columns(plan, act), ...rows(plan, act)]),
};

/** What else holds data, or takes columns with it. */
const otherKinds: Readonly<Record<string, string>> = {
	OBJECT_SCHEMA: 'the schema',
	OBJECT_TYPE: 'the type',
	OBJECT_DOMAIN: 'the domain',
	OBJECT_EXTENSION: 'the extension',
};

function dropped({ history }: ReadPlan, act: Act): string[] {
	const { type, fields } = act.node;
	if (type === 'DropOwnedStmt') return ['drops all that a role owns'];
	if (type !== 'DropStmt') return [];
	const kind = textOf(fields['removeType']);
	if (kind === 'OBJECT_VIEW') return [];
	if (relationKinds.has(kind))
		return relationChanges(act.node, act.names)
			.dropped.filter((relation) => history.stands(relation, act))
			.map((relation) => `drops ${relation}`);
	const word = otherKinds[kind];
	return word ? nodesOf(fields['objects']).map((object) => `drops ${word} ${printName(object.fields)}`) : [];
}

/** The name of a schema, an extension or a type in a DROP. */
function printName(object: Readonly<Record<string, unknown>>): string {
	const parts = namesOf(object['names'] ?? object['items']);
	return parts.length > 0 ? parts.join('.') : textOf(object['sval']);
}

/** Columns that the plan itself added held nothing before. */
function columns({ history, partsOf }: ReadPlan, act: Act): string[] {
	return act.parts
		.filter(({ table, subtype }) => subtype === 'AT_DropColumn' && history.stands(table, act))
		.filter(({ table, name }) => !partsOf(table).some((part) => part.order < act.order && addsPart(part, name)))
		.map(({ table, name }) => `drops ${table}.${name}`);
}

function rows({ history }: ReadPlan, act: Act): string[] {
	return act.writes
		.filter(({ event }) => event === 'delete' || event === 'truncate')
		.filter(({ relation }) => history.stands(relation, act))
		.map(({ relation, event }) => (event === 'truncate' ? `empties ${relation}` : `deletes rows of ${relation}`));
}
