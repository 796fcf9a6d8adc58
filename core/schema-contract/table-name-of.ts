import { type Fields, textOf } from '../sql/tree.ts';

/** `schema.table` of a RangeVar; without a schema it is `public`, which is the search path that the runner sets. */
export function tableNameOf(range: Fields, within = 'public'): string {
	return `${textOf(range['schemaname']) || within}.${textOf(range['relname'])}`;
}
