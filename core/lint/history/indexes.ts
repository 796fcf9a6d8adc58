import { objectName } from '../../sql/owned-sequences.ts';
import { nameOf, relationName, schemaOf } from '../../sql/relation-name.ts';
import { namesOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { constraintsOf } from './foreign-keys.ts';

/** The indexes that a statement makes, by `schema.name`, with their tables. One without a name is the database's to name. */
export function indexesOf({ node, names }: Pick<Act, 'node' | 'names'>): { index: string; table: string }[] {
	if (node.type === 'IndexStmt') {
		const table = relationName(node.fields['relation'], names);
		const name = textOf(node.fields['idxname']);
		return table && name ? [{ index: `${schemaOf(table)}.${name}`, table }] : [];
	}
	return constraintsOf(node).flatMap(({ range, constraint, column }) => {
		const label = labels[textOf(constraint['contype'])];
		const table = relationName(range, names);
		if (label === undefined || table === null) return [];
		const keys = column === null ? namesOf(constraint['keys']) : [column];
		const parts = label === 'pkey' ? [nameOf(table)] : [nameOf(table), keys.join('_')];
		const name = textOf(constraint['conname']) || objectName(parts, label);
		return [{ index: `${schemaOf(table)}.${name}`, table }];
	});
}

const labels: Readonly<Record<string, string>> = { CONSTR_PRIMARY: 'pkey', CONSTR_UNIQUE: 'key' };
