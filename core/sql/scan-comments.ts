import parser from '@libpg-query/parser/wasm/index.cjs';
import { indexesIn, type Place, placesIn } from './place-in.ts';
import { fieldsOf, listOf, textOf } from './tree.ts';

/** A comment from `--` to the end of its line. */
export interface LineComment extends Place {
	/** Without the dashes. */
	readonly text: string;
	/** Index of its first UTF-16 unit in the file. */
	readonly start: number;
}

/** The line comments of a text that parses, in order; what looks like one inside a quote is none. */
export function scanComments(source: string): LineComment[] {
	const indexAt = indexesIn(source);
	const placeAt = placesIn(source);
	const tokens = listOf(fieldsOf(parser.scanSync(source))['tokens']).map(fieldsOf);
	return tokens
		.filter(({ tokenName }) => tokenName === 'SQL_COMMENT')
		.map((token) => {
			const start = indexAt(Number(token['start'] ?? 0));
			return { text: textOf(token['text']).slice(2), start, ...placeAt(start) };
		});
}
