// The formula of the Unicode Standard, section 3.12: syllables are neither listed nor stored.
const SYLLABLES = 0xac00;
const LEADS = 0x1100;
const VOWELS = 0x1161;
/** One before the first tail: a syllable without a tail counts as having this one. */
const TAILS = 0x11a7;
const LEAD_COUNT = 19;
const VOWEL_COUNT = 21;
const TAIL_COUNT = 28;

/** Lead, vowel and, where there is one, tail of a syllable; undefined for what is none. */
export function decomposeSyllable(codePoint: number): number[] | undefined {
	const index = codePoint - SYLLABLES;
	if (index < 0 || index >= LEAD_COUNT * VOWEL_COUNT * TAIL_COUNT) return undefined;
	const lead = LEADS + Math.floor(index / (VOWEL_COUNT * TAIL_COUNT));
	const vowel = VOWELS + Math.floor((index % (VOWEL_COUNT * TAIL_COUNT)) / TAIL_COUNT);
	const tail = index % TAIL_COUNT;
	return tail === 0 ? [lead, vowel] : [lead, vowel, TAILS + tail];
}

/** Lead and vowel make a syllable, such a syllable and a tail another. */
export function composeSyllable(first: number, second: number): number | undefined {
	const lead = first - LEADS;
	const vowel = second - VOWELS;
	if (lead >= 0 && lead < LEAD_COUNT && vowel >= 0 && vowel < VOWEL_COUNT) {
		return SYLLABLES + (lead * VOWEL_COUNT + vowel) * TAIL_COUNT;
	}
	const index = first - SYLLABLES;
	const tail = second - TAILS;
	const takesTail = index >= 0 && index < LEAD_COUNT * VOWEL_COUNT * TAIL_COUNT && index % TAIL_COUNT === 0;
	return takesTail && tail > 0 && tail < TAIL_COUNT ? first + tail : undefined;
}
