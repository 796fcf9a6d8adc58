import type { CodePointExchange, LookalikeFamily, TextChange } from '../../../contract/canon.ts';
import { characterNames } from '../unicode/names.ts';
import { familyOf } from './families.ts';
import type { TextLines } from './text-lines.ts';

/** So many kinds of exchange and so many changes are listed; beyond that they are counted. */
const LISTED = 20;
const EXCERPT = 40;

/** A place in either text: line and column from 0. */
export interface Spot {
	readonly line: number;
	readonly column: number;
}

/** What a stretch of a text says: code points of one line, or whole lines. */
export interface Stretch extends Spot {
	readonly text: string;
	readonly lines: number;
}

/** Gathers differences as they are found, in bounded room. */
export class Differences {
	exchangeCount = 0;
	changeCount = 0;
	readonly changes: TextChange[] = [];
	readonly #exchanges = new Map<string, CodePointExchange>();
	readonly #families = new Map<LookalikeFamily, number>();
	readonly #first: TextLines;
	readonly #second: TextLines;

	constructor(first: TextLines, second: TextLines) {
		this.#first = first;
		this.#second = second;
	}

	/** The most frequent first. */
	get exchanges(): CodePointExchange[] {
		const all = [...this.#exchanges.values()];
		return all.sort((a, b) => b.count - a.count).slice(0, LISTED);
	}

	get exchangeKinds(): number {
		return this.#exchanges.size;
	}

	/** How many exchanges stayed within a family of lookalikes. */
	get families(): { family: LookalikeFamily; count: number }[] {
		return Array.from(this.#families, ([family, count]) => ({ family, count }));
	}

	/** One code point for another; null for one that is left out or put in. */
	addExchange(first: number | null, second: number | null, at: readonly [Spot, Spot]): void {
		this.exchangeCount += 1;
		const family = sharedFamily(first, second);
		if (family !== null) this.#families.set(family, (this.#families.get(family) ?? 0) + 1);
		const key = `${first} ${second}`;
		const known = this.#exchanges.get(key);
		if (known !== undefined) {
			this.#exchanges.set(key, { ...known, count: known.count + 1 });
			return;
		}
		const [here, there] = at;
		const places = {
			first: this.#first.placeOf(here.line, here.column),
			second: this.#second.placeOf(there.line, there.column),
		};
		this.#exchanges.set(key, { first: sideOf(first), second: sideOf(second), family, count: 1, places });
	}

	addChange(first: Stretch, second: Stretch): void {
		this.changeCount += 1;
		if (this.changes.length === LISTED) return;
		this.changes.push({ first: changeIn(this.#first, first), second: changeIn(this.#second, second) });
	}
}

/** The family of both, or of the one that is there. */
export function sharedFamily(first: number | null, second: number | null): LookalikeFamily | null {
	const families = [first, second].filter((one) => one !== null).map(familyOf);
	const [family = null] = families;
	return families.every((one) => one === family) ? family : null;
}

function sideOf(codePoint: number | null): CodePointExchange['first'] {
	return codePoint === null ? null : { code_point: codePoint, name: characterNames.get(codePoint) ?? null };
}

function changeIn(lines: TextLines, stretch: Stretch): TextChange['first'] {
	const characters = Array.from(stretch.text.slice(0, 2 * EXCERPT + 2));
	const text = characters.length > EXCERPT ? `${characters.slice(0, EXCERPT).join('')}…` : stretch.text;
	return { ...lines.placeOf(stretch.line, stretch.column), text, lines: stretch.lines };
}
