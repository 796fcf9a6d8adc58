/** As many arguments as a call may safely have. */
const AT_ONCE = 4096;

/** The text of code points, however many: a string grown by one at a time would be a chain of as many pieces. */
export function textOf(codePoints: readonly number[]): string {
	const [only = 0] = codePoints;
	if (codePoints.length === 1) return String.fromCodePoint(only);
	let text = '';
	for (let at = 0; at < codePoints.length; at += AT_ONCE) {
		text += String.fromCodePoint(...codePoints.slice(at, at + AT_ONCE));
	}
	return text;
}
