import { relationName } from '../../sql/relation-name.ts';
import { fieldsOf, nodeOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { type AlteredPart, columnConstraint } from '../acts/altered-parts.ts';
import { findInActs } from '../find-in-acts.ts';
import { provenNotNull } from '../history/proven-not-null.ts';
import type { ReadPlan } from '../read-plan.ts';
import type { Rule } from '../rule.ts';

/** Every row is looked at while the statement holds its lock. */
export const validationScan: Rule = {
	id: 'validation-scan',
	severity: 'hazard',
	remedy: 'Add it NOT VALID, and VALIDATE it in a plan of its own; or accept it where the table is small.',
	find: (plan) =>
		findInActs(plan.running, (act) => [
			...act.parts.flatMap((part) => {
				const why = scans(plan, act, part);
				return why ? [why] : [];
			}),
			...domainScan(act),
		]),
};

function scans(plan: ReadPlan, act: Act, { table, subtype, name, definition }: AlteredPart): string | null {
	const stands = plan.history.stands(table, act);
	if (subtype === 'AT_AttachPartition') return attaches(plan, act, definition.fields['name']);
	if (!stands) return null;
	switch (subtype) {
		case 'AT_AddConstraint': {
			const kind = checked[textOf(definition.fields['contype'])];
			return kind && !definition.fields['skip_validation'] ? `looks through ${table} for its new ${kind}` : null;
		}
		case 'AT_AddColumn':
			return addedColumn(table, definition);
		case 'AT_SetNotNull':
			return provenNotNull(plan, act, table, name) ? null : `looks through ${table} for a NULL in ${name}`;
		case 'AT_ValidateConstraint':
			return `looks through ${table} to validate ${name}`;
		default:
			return null;
	}
}

const checked: Readonly<Record<string, string>> = { CONSTR_CHECK: 'check', CONSTR_FOREIGN: 'foreign key' };

/** A new column without a default holds NULL alone, and a foreign key lets NULL be: PostgreSQL looks at no row then. */
function addedColumn(table: string, definition: AlteredPart['definition']): string | null {
	if (columnConstraint(definition, 'CONSTR_CHECK')) return `looks through ${table} for its new check`;
	const isFilled = columnConstraint(definition, 'CONSTR_DEFAULT') !== null;
	return isFilled && columnConstraint(definition, 'CONSTR_FOREIGN')
		? `looks through ${table} for its new foreign key`
		: null;
}

function attaches({ history }: ReadPlan, act: Act, range: unknown): string | null {
	const partition = relationName(range, act.names);
	return partition && history.stands(partition, act)
		? `looks through ${partition} for rows that do not belong there`
		: null;
}

/** ALTER DOMAIN … ADD CONSTRAINT (`C`) and VALIDATE CONSTRAINT (`V`) look through every table with such a column. */
function domainScan({ node: { type, fields } }: Act): string[] {
	if (type !== 'AlterDomainStmt') return [];
	const isAdded = fields['subtype'] === 'C' && !fieldsOf(nodeOf(fields['def']).fields)['skip_validation'];
	return isAdded || fields['subtype'] === 'V' || fields['subtype'] === 'O'
		? ['looks through every table with a column of this domain']
		: [];
}
