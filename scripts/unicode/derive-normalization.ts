import type { Character, Range } from './read-ucd.ts';

export interface Normalization {
	/** Combining class by code point; 0 where none is given. */
	readonly classes: ReadonlyMap<number, number>;
	/** One step of the canonical decomposition. Hangul syllables, which follow a formula, are not in it. */
	readonly decompositions: ReadonlyMap<number, readonly number[]>;
	/** Decompositions that composition does not undo. */
	readonly excluded: ReadonlySet<number>;
}

/** UAX #15: what never comes back from composition is what is listed, what has one code point, and what starts with a mark. */
export function deriveNormalization(characters: readonly Character[], listed: readonly number[]): Normalization {
	const classes = new Map(characters.map(({ codePoint, combiningClass }) => [codePoint, combiningClass]));
	const decomposed = characters.filter(({ decomposition }) => decomposition.length > 0);
	const startsWithMark = ({ codePoint, decomposition: [first = 0] }: Character) =>
		(classes.get(codePoint) ?? 0) > 0 || (classes.get(first) ?? 0) > 0;
	return {
		classes: new Map([...classes].filter(([, value]) => value > 0)),
		decompositions: new Map(decomposed.map(({ codePoint, decomposition }) => [codePoint, decomposition])),
		excluded: new Set([
			...listed,
			...decomposed.filter((one) => one.decomposition.length === 1 || startsWithMark(one)).map((one) => one.codePoint),
		]),
	};
}

/** The first code point of the full decomposition. */
function firstOf(codePoint: number, decompositions: Normalization['decompositions']): number {
	const [first] = decompositions.get(codePoint) ?? [];
	return first === undefined ? codePoint : firstOf(first, decompositions);
}

/**
 * Code points that may combine with what stands before them. Wider than NFC_Quick_Check = Maybe by what has a combining
 * class, since such a mark may also move.
 */
export function deriveJoining(normalization: Normalization): Set<number> {
	const { classes, decompositions, excluded } = normalization;
	const jamo = [...range(0x1161, 0x1175), ...range(0x11a8, 0x11c2)];
	const undone = [...decompositions].filter(([one]) => !excluded.has(one));
	const seconds = undone.flatMap(([, [, second]]) => second ?? []);
	const joining = new Set([...classes.keys(), ...seconds, ...jamo]);
	const candidates = [...joining, ...decompositions.keys()];
	return new Set(candidates.filter((one) => joining.has(firstOf(one, decompositions))));
}

/** @throws Error when what was derived is not what Unicode itself derived */
export function assertQuickCheck(
	normalization: Normalization,
	joining: ReadonlySet<number>,
	properties: readonly Range[],
): void {
	const listed = (value: string) =>
		new Set(properties.filter((one) => one.value === value).flatMap(({ first, last }) => range(first, last)));
	const no = listed('N');
	const maybe = listed('M');
	assertSame('Full_Composition_Exclusion', normalization.excluded, no);
	const starters = [...joining].filter((one) => !normalization.classes.has(one) && !no.has(one));
	const known = [...maybe].filter((one) => !normalization.classes.has(one));
	assertSame('NFC_Quick_Check=Maybe', new Set(starters), new Set(known));
}

function assertSame(what: string, derived: ReadonlySet<number>, listed: ReadonlySet<number>): void {
	const extra = [...derived].filter((one) => !listed.has(one));
	const missing = [...listed].filter((one) => !derived.has(one));
	const different = [...extra, ...missing].map((one) => one.toString(16));
	if (different.length > 0) throw new Error(`${what} differs at ${different.join(' ')}`);
}

function range(first: number, last: number): number[] {
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
