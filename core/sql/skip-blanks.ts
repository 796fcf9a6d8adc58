/** Index of the first character that is neither blank nor comment; comments may nest in `/* … *\/`. */
export function skipBlanksAndComments(text: string): number {
	// PostgreSQL's own blanks: a no-break space is part of a name.
	const blank = /(?:[ \t\n\r\f\v]+|--[^\n\r]*(?:[\n\r]|$))*/y;
	let at = 0;
	for (;;) {
		blank.lastIndex = at;
		at += blank.exec(text)?.[0].length ?? 0;
		if (!text.startsWith('/*', at)) return at;
		at = endOfBlockComment(text, at);
	}
}

function endOfBlockComment(text: string, start: number): number {
	const mark = /\/\*|\*\//g;
	mark.lastIndex = start;
	let depth = 0;
	for (let found = mark.exec(text); found; found = mark.exec(text)) {
		depth += found[0] === '/*' ? 1 : -1;
		if (depth === 0) return mark.lastIndex;
	}
	return text.length;
}
