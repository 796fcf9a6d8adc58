/**
 * The only place where a name becomes SQL text.
 * Always quotes: a quoted name is never a keyword, never folded, never two statements.
 * @throws TypeError for an empty name or U+0000, which no PostgreSQL identifier can hold
 */
export function quoteIdentifier(...path: string[]): string {
	return path.map(quoteOne).join('.');
}

function quoteOne(name: string): string {
	if (name === '' || name.includes('\u0000')) throw new TypeError('an identifier is empty or holds U+0000');
	return `"${name.replaceAll('"', '""')}"`;
}
