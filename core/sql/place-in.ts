/** 1-based; the column counts characters, not UTF-16 units. */
export interface Place {
	readonly line: number;
	readonly column: number;
}

/**
 * Says line and column of ever later indexes of one text. Each part of the text is looked at once, so that a file of
 * many statements takes time in proportion to its length.
 */
export function placesIn(text: string): (index: number) => Place {
	let at = 0;
	let line = 1;
	let column = 1;
	return (index) => {
		if (index < at) throw new RangeError(`places are asked for in order: ${index} after ${at}`);
		for (const character of text.slice(at, index)) {
			column = character === '\n' ? 1 : column + 1;
			if (character === '\n') line += 1;
		}
		at = index;
		return { line, column };
	};
}

/** Turns ever later UTF-8 byte offsets of one text into indexes of UTF-16 units. */
export function indexesIn(text: string): (byte: number) => number {
	const bytes = Buffer.from(text, 'utf8');
	let at = 0;
	let index = 0;
	return (byte) => {
		if (byte < at) throw new RangeError(`offsets are asked for in order: ${byte} after ${at}`);
		index += bytes.toString('utf8', at, byte).length;
		at = byte;
		return index;
	};
}
