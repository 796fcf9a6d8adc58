const mark = '***';

/** Up to where the next part of a message, or the next message, begins. */
const untilNextPart = String.raw`(?=^(?:pg_restore: |DETAIL: |HINT: |CONTEXT: |Command was: )|$(?![\s\S]))`;

/** Statements whose options may hold a login: foreign servers, user mappings, subscriptions. */
const loginStatement =
	/^Command was: (?:CREATE|ALTER) (?:USER MAPPING|SERVER|SUBSCRIPTION|FOREIGN DATA WRAPPER)\b[\s\S]*?(?=^pg_restore: |$(?![\s\S]))/gm;
// An unclosed quote is a value cut off in the middle: pg_restore may quote only the beginning of a statement.
const literal = /'(?:[^']|'')*(?:'|$(?![\s\S]))/g;
const detail = new RegExp(String.raw`^(DETAIL: {2}(?:Key \([^\n]*?\)=)?)[\s\S]*?${untilNextPart}`, 'gm');
const position = new RegExp(String.raw`^(CONTEXT: {2})[\s\S]*?${untilNextPart}`, 'gm');
const badValue = /^(pg_restore: error: COPY failed for table .*?: ERROR: {2}[^"\n]*(?:"[^"\n]*"[^"\n]*)?: )".*$/gm;

/**
 * Takes values out of what pg_restore wrote and leaves every message recognisable.
 * Rows show in it (a token in a duplicate key, a line of a failed COPY), and so do the logins of foreign servers.
 */
export function redactRestoreOutput(raw: string): string {
	return raw
		.replaceAll(loginStatement, (statement) => statement.replaceAll(literal, `'${mark}'`))
		.replaceAll(detail, `$1${mark}\n`)
		.replaceAll(position, redactPosition)
		.replaceAll(badValue, `$1"${mark}"`);
}

/** Keeps table, line and column of a failed COPY, never what stood there. */
function redactPosition(part: string, head: string): string {
	const copy = /COPY [^\n]*?, line \d+(?:, column [^\n:]+)?/.exec(part)?.[0];
	return `${head}${copy ?? mark}\n`;
}
