/** A stream of values that depends on its seed alone, so that one table's rows do not shift another's. */
export interface SeededRandom {
	/** An integer from 0 to `limit` - 1. */
	below(limit: number): number;
	pick<T>(choices: readonly T[]): T;
	/** A version 4 UUID. */
	uuid(): string;
}

/** mulberry32 over the FNV-1a hash of the seed: small, and good enough for rows that only have to look real. */
export function seededRandom(seed: string): SeededRandom {
	let state = hash(seed);
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
	const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
	const pick = <T>(choices: readonly T[]): T => {
		const [chosen] = choices.slice(below(choices.length));
		if (chosen === undefined) throw new RangeError('nothing to pick from');
		return chosen;
	};
	const uuid = (): string => {
		const hex = Array.from({ length: 4 }, () => next().toString(16).padStart(8, '0')).join('');
		return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
	};
	return { below, pick, uuid };
}

function hash(text: string): number {
	let value = 0x811c9dc5;
	for (const byte of Buffer.from(text, 'utf8')) value = Math.imul(value ^ byte, 0x01000193);
	return value;
}
