import { fieldsOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import type { AlteredPart } from '../acts/altered-parts.ts';
import { type ColumnType, typeOf, typeOfText } from '../catalog/column-type.ts';
import type { ReadPlan } from '../read-plan.ts';

/**
 * The type a column has before an act, where the plan tells it: by a preflight check of its columns, or by the acts
 * before. Null where the database alone knows.
 */
export function knownType({ file, partsOf }: ReadPlan, act: Act, table: string, column: string): ColumnType | null {
	const given = partsOf(table).findLast(
		(part) => part.order < act.order && givesType(part.subtype) && nameIn(part) === column,
	);
	if (given) return typeOf(fieldsOf(given.definition.fields['typeName']));
	for (const check of file.preflight) {
		const built = 'built_in' in check ? check.built_in : null;
		const expected = built?.kind === 'columns' && built.table === table ? built.columns[column] : null;
		if (expected) return typeOfText(expected.type);
	}
	return null;
}

function givesType(subtype: string): boolean {
	return subtype === 'AT_AddColumn' || subtype === 'AT_AlterColumnType';
}

function nameIn({ name, definition }: AlteredPart): string {
	return name || textOf(definition.fields['colname']);
}
