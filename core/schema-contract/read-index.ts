import { type Fields, nodesOf, type SyntaxNode, textOf } from '../sql/tree.ts';
import type { FoundIndex } from './found-table.ts';

/** An index as CREATE INDEX writes it. */
export function readIndex(statement: Fields): FoundIndex {
	const elements = nodesOf(statement['indexParams']);
	const some = (is: (fields: Fields) => boolean) => elements.some(({ fields }) => is(fields));
	const method = textOf(statement['accessMethod']) || 'btree';
	return {
		columns: elements.map(columnOf),
		besides: [
			...(statement['unique'] ? ['unique'] : []),
			...(method === 'btree' ? [] : [method]),
			...(some(isOrdered) ? ['ordered otherwise'] : []),
			...(some((fields) => 'opclass' in fields) ? ['other operator class'] : []),
			...(some((fields) => 'collation' in fields) ? ['other collation'] : []),
			...('indexIncludingParams' in statement ? ['INCLUDE'] : []),
			...('whereClause' in statement ? ['partial'] : []),
		],
	};
}

function columnOf({ fields }: SyntaxNode): string {
	return textOf(fields['name']) || 'an expression';
}

function isOrdered({ ordering, nulls_ordering }: Fields): boolean {
	const isDescending = ordering === 'SORTBY_DESC';
	const isNullsFirst = nulls_ordering === 'SORTBY_NULLS_FIRST';
	return isDescending || isNullsFirst;
}
