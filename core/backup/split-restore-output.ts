/** Where a message of pg_restore begins; the lines after it belong to it until the next one begins. */
const opening = /^pg_restore: /;
/** Lines that only say at which entry of the archive the next message arose. */
const context = /^pg_restore: (?:while [A-Z ]+:|from TOC entry \d+;.*)$/;
/** Second and third lines of one message, which PostgreSQL's log format opens like a first one. */
const continuation = /^pg_restore: (?:detail|hint): /;

/**
 * Splits what pg_restore wrote into whole messages: the error, the statement it arose from, and its place in the archive.
 * Text before the first message is a message too: nothing is dropped.
 */
export function splitRestoreOutput(raw: string): string[] {
	const messages: string[][] = [];
	let afterContext = false;
	for (const line of raw.replaceAll('\r\n', '\n').split('\n')) {
		const begins = messages.length === 0 || (opening.test(line) && !continuation.test(line) && !afterContext);
		if (begins) messages.push([line]);
		else messages.at(-1)?.push(line);
		afterContext = context.test(line);
	}
	return messages.map((lines) => lines.join('\n').trim()).filter((text) => text !== '');
}
