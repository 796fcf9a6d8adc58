import { qualify, relationName } from '../../sql/relation-name.ts';
import { type Fields, listOf, namesOf, nodeOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { findInActs } from '../find-in-acts.ts';
import type { ReadPlan } from '../read-plan.ts';
import type { Rule } from '../rule.ts';

/** What Directus, its permissions and its flows know by the old name, they find no more. Indexes have no readers. */
export const rename: Rule = {
	id: 'rename',
	severity: 'hazard',
	remedy: 'Add under the new name and drop the old one in a later plan, or accept it and say who was told.',
	find: (plan) => findInActs(plan.steps, (act) => renamedWord(plan, act)),
};

const readKinds = new Set([
	'OBJECT_TABLE',
	'OBJECT_VIEW',
	'OBJECT_MATVIEW',
	'OBJECT_FOREIGN_TABLE',
	'OBJECT_SEQUENCE',
	'OBJECT_COLUMN',
	'OBJECT_ATTRIBUTE',
	'OBJECT_SCHEMA',
	'OBJECT_FUNCTION',
	'OBJECT_PROCEDURE',
	'OBJECT_TYPE',
	'OBJECT_DOMAIN',
]);

function renamedWord({ history }: ReadPlan, act: Act): string | null {
	const { type, fields } = act.node;
	if (type === 'AlterEnumStmt')
		return fields['oldVal'] ? `renames the value ${textOf(fields['oldVal'])} of an enumeration` : null;
	if (type !== 'RenameStmt' && type !== 'AlterObjectSchemaStmt') return null;
	const isRename = type === 'RenameStmt';
	if (!readKinds.has(textOf(fields[isRename ? 'renameType' : 'objectType']))) return null;
	const relation = fields['relation'] ? relationName(fields['relation'], act.names) : null;
	if (fields['relation'] && (relation === null || !history.stands(relation, act))) return null;
	const from = relation ?? objectName(fields, act);
	const column = isRename && fields['subname'] && relation ? `.${textOf(fields['subname'])}` : '';
	const to = textOf(fields[isRename ? 'newname' : 'newschema']);
	return `${isRename ? 'renames' : 'moves'} ${from}${column} to ${to}: whoever reads it by its name fails`;
}

/** A schema stands in `subname`; a function or type in `object`. */
function objectName(fields: Fields, { names }: Act): string {
	const { type, fields: object } = nodeOf(fields['object']);
	const parts = type === 'List' ? namesOf(object['items']) : namesOf(listOf(object['objname'] ?? object['names']));
	return parts.length > 0 ? (qualify(parts, names) ?? '') : textOf(fields['subname']) || textOf(object['sval']);
}
