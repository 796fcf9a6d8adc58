import { CutterError } from '../errors/cutter-error.ts';

/** Where a sequence stands. */
export interface SequencePosition {
	/** As `regclass` understands it: qualified, quoted where PostgreSQL would quote. */
	readonly sequence: string;
	/** Text: it exceeds what a JSON number can hold. */
	readonly last_value: string;
	readonly is_called: boolean;
}

const statement = /^SELECT pg_catalog\.setval\((E?)'((?:[^'\\]|''|\\[\s\S])*)', (-?\d+), (true|false)\);$/gm;

/**
 * Reads the positions of sequences out of the SQL that pg_restore prints for them.
 * @param expected how many entries it was asked for
 * @throws CutterError GATE_NOT_MET when there are not as many: what was not understood is not absent
 */
export function parseSequenceSets(sql: string, expected: number): SequencePosition[] {
	const positions = [...sql.matchAll(statement)].map(([, escaped = '', name = '', last = '', called = '']) => ({
		sequence: unquote(name, escaped !== ''),
		last_value: last,
		is_called: called === 'true',
	}));
	if (positions.length === expected) return positions;
	throw new CutterError(
		'GATE_NOT_MET',
		`The archive holds the positions of ${expected} sequences, ${positions.length} could be read.`,
		{ expected, read: positions.length },
	);
}

/** A literal's text: quotes are doubled, and in an `E''` literal backslashes are too. */
function unquote(literal: string, escaped: boolean): string {
	const text = literal.replaceAll("''", "'");
	return escaped ? text.replaceAll('\\\\', '\\') : text;
}
