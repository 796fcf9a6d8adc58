import { type Fields, fieldsOf, namesOf, nodeOf, textOf, walk } from '../sql/tree.ts';
import { describeForeignKeyRules } from './describe-part.ts';
import type { DraftConstraint } from './table-draft.ts';
import { tableNameOf } from './table-name-of.ts';

/** What follows a column's constraint as nodes of their own, and is part of a table's constraint. */
export interface Timing {
	readonly deferrable: boolean;
	readonly deferred: boolean;
}

/**
 * Reads a constraint of a table, or of a column when `column` is given.
 * @returns null for what is no constraint of its own: NOT NULL, DEFAULT, …
 */
export function readConstraint(fields: Fields, timing: Timing, column?: string): DraftConstraint | null {
	const own = column === undefined ? [] : [column];
	const keys = 'keys' in fields ? namesOf(fields['keys']) : own;
	const late = timing.deferrable ? [timing.deferred ? 'checked at COMMIT' : 'DEFERRABLE'] : [];
	const valid = fields['skip_validation'] ? ['NOT VALID'] : [];
	switch (fields['contype']) {
		case 'CONSTR_PRIMARY':
			return { kind: 'primary key', columns: keys, besides: late };
		case 'CONSTR_UNIQUE':
			return { kind: 'unique', columns: keys, besides: [...late, ...uniqueRules(fields)] };
		case 'CONSTR_EXCLUSION':
			return { kind: 'exclusion', columns: [], besides: [] };
		case 'CONSTR_CHECK': {
			const rule = nodeOf(fields['raw_expr']);
			return { kind: 'check', columns: columnsIn(fields['raw_expr']), rule, besides: valid };
		}
		case 'CONSTR_FOREIGN':
			return {
				kind: 'foreign key',
				columns: 'fk_attrs' in fields ? namesOf(fields['fk_attrs']) : own,
				references: tableNameOf(fieldsOf(fields['pktable'])),
				to: namesOf(fields['pk_attrs']),
				deferred: timing.deferrable && timing.deferred,
				besides: [
					...(timing.deferrable && !timing.deferred ? late : []),
					...describeForeignKeyRules({
						match: textOf(fields['fk_matchtype']),
						onUpdate: textOf(fields['fk_upd_action']),
						onDelete: textOf(fields['fk_del_action']),
					}),
					...valid,
				],
			};
		default:
			return null;
	}
}

function uniqueRules(fields: Fields): string[] {
	return [
		...(fields['nulls_not_distinct'] ? ['NULLS NOT DISTINCT'] : []),
		...('including' in fields ? ['INCLUDE'] : []),
		...('indexname' in fields ? [`USING INDEX ${textOf(fields['indexname'])}`] : []),
	];
}

/** Each column once, in the order in which they appear. */
function columnsIn(expression: unknown): string[] {
	const names = [...walk(expression)]
		.filter(({ type }) => type === 'ColumnRef')
		.map(({ fields }) => namesOf(fields['fields']).at(-1) ?? '');
	return [...new Set(names)];
}
