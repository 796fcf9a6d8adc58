import type { TextProfile } from '../../../contract/canon.ts';

/** One trait of a text that the rule takes away: how it is told of one text, and what two must share to be the same in it. */
interface Trait {
	readonly title: string;
	tell(profile: TextProfile): string;
	/** What must differ for a sentence, where that is less than the words. */
	kind?(profile: TextProfile): string;
}

const traits: readonly Trait[] = [
	{ title: 'Byte order mark', tell: ({ byte_order_marks: marks }) => (marks === 0 ? 'none' : count(marks, 'mark')) },
	{ title: 'Line ends', tell: tellLineEnds, kind: kindOfLineEnds },
	{ title: 'Line end at the end of the text', tell: ({ final_line_ends: ends }) => (ends === 0 ? 'none' : `${ends}`) },
	{ title: 'White space at the end of lines', tell: tellBlanks },
	{ title: 'Normalization form', tell: tellForm },
];

/** A sentence for each trait in which two texts differ. */
export function describeProfiles(first: TextProfile, second: TextProfile): string[] {
	return traits
		.filter(({ tell, kind = tell }) => kind(first) !== kind(second))
		.map(({ title, tell }) => `${title}: ${tell(first)} in the first, ${tell(second)} in the second.`);
}

/** Sentences about what is lost or not certain, whether the texts differ in it or not. */
export function warnOfProfiles(first: TextProfile, second: TextProfile, unicode: string): string[] {
	const sentences: string[] = [];
	const breaks = first.hard_breaks + second.hard_breaks;
	if (breaks > 0) {
		const where = `${first.hard_breaks} in the first, ${second.hard_breaks} in the second`;
		sentences.push(`Markdown hard breaks made of two spaces are not preserved by the rule: ${where}.`);
	}
	const reserved = first.reserved + second.reserved;
	if (reserved > 0) {
		const where = `${first.reserved} in the first, ${second.reserved} in the second`;
		sentences.push(`Code points that Unicode ${unicode} does not assign were kept as they are: ${where}.`);
	}
	return sentences;
}

function tellLineEnds({ line_ends: { lf, crlf, cr } }: TextProfile): string {
	const kinds = [
		[lf, 'LF'],
		[crlf, 'CR LF'],
		[cr, 'CR'],
	] as const;
	const found = kinds.filter(([number]) => number > 0).map(([number, name]) => `${number} ${name}`);
	return found.length === 0 ? 'none' : found.join(' and ');
}

/** More lines of the same kind are a change of the text, not of its line ends. */
function kindOfLineEnds({ line_ends: { lf, crlf, cr } }: TextProfile): string {
	return [lf, crlf, cr].map((number) => number > 0).join();
}

function tellBlanks({ trailing_blanks: lines }: TextProfile): string {
	return lines === 0 ? 'none' : `on ${count(lines, 'line')}`;
}

function tellForm({ form, not_nfc: places }: TextProfile): string {
	if (form === 'nfc') return 'NFC';
	return `${form === 'decomposed' ? 'decomposed' : 'neither composed nor decomposed throughout'} (${count(places, 'place')} not in NFC)`;
}

export function count(number: number, thing: string): string {
	return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
