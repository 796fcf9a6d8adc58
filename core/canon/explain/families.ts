import type { LookalikeFamily } from '../../../contract/canon.ts';
import { dashes, invisibles, quotes } from '../unicode/names.ts';
import { classOf, SPACE } from '../unicode/properties.ts';

const families = new Map<number, LookalikeFamily>();
for (const [family, spans] of [
	['dash', dashes],
	['quote', quotes],
	['invisible', invisibles],
] as const) {
	for (const [first, last] of spans) for (let one = first; one <= last; one++) families.set(one, family);
}

/** Which code points a reader takes for one another: dashes, quotes, spaces, and what is not seen at all. */
export function familyOf(codePoint: number): LookalikeFamily | null {
	return families.get(codePoint) ?? (classOf(codePoint) === SPACE ? 'space' : null);
}

/** One letter for each family, none for the invisible: two lines that a reader takes for the same have the same skeleton. */
export function skeletonOf(line: string): string {
	let skeleton = '';
	for (const character of line) skeleton += standIn(character);
	return skeleton;
}

function standIn(character: string): string {
	switch (familyOf(character.codePointAt(0) ?? 0)) {
		case 'dash':
			return '-';
		case 'quote':
			return '"';
		case 'space':
			return ' ';
		case 'invisible':
			return '';
		case null:
			return character;
	}
}
