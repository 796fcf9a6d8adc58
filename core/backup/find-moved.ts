/** One thing of the subject by name, and a mark that changes when it is replaced, rewritten or defined anew. */
export interface SubjectMark {
	/** e.g. `table public.thing` */
	readonly name: string;
	readonly mark: string;
}

/** How many are named; the rest is counted. */
const named = 5;

/**
 * What came, went, or was replaced between two looks at the subject; empty when nothing did.
 * A thing that was changed and changed back has another mark: what read it in between saw neither instant.
 */
export function findMoved(before: readonly SubjectMark[], after: readonly SubjectMark[]): string {
	const [old, now] = [new Map(pairs(before)), new Map(pairs(after))];
	const sentences = [
		sentence(
			'created',
			[...now.keys()].filter((name) => !old.has(name)),
		),
		sentence(
			'dropped',
			[...old.keys()].filter((name) => !now.has(name)),
		),
		sentence(
			'truncated, rewritten or replaced',
			[...old].filter(([name, mark]) => now.has(name) && now.get(name) !== mark).map(([name]) => name),
		),
	];
	return sentences.filter((text) => text !== '').join('; ');
}

function pairs(marks: readonly SubjectMark[]): [string, string][] {
	return marks.map(({ name, mark }) => [name, mark]);
}

function sentence(what: string, names: readonly string[]): string {
	if (names.length === 0) return '';
	const rest = names.length > named ? ` and ${names.length - named} more` : '';
	return `${names.slice(0, named).join(', ')}${rest} ${names.length === 1 ? 'was' : 'were'} ${what}`;
}
