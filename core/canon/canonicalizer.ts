import { CanonicalPass } from './canonical-pass.ts';
import { type Canonical, type CanonicalText, finishPass, withTokens } from './canonicalize.ts';

const LF = 0x0a;
const CR = 0x0d;

/** The same rule for a source that comes in parts, cut anywhere: `push` each, then `finish`. Used once. */
export class Canonicalizer {
	readonly #pass = new CanonicalPass();
	/** The line that has not ended yet. */
	#rest: Uint8Array[] = [];

	/**
	 * Takes the next part. It may be reused by the caller afterwards.
	 * @throws MalformedUtf8 once the line at fault is whole
	 */
	push(chunk: Uint8Array): void {
		const end = endOfLines(chunk);
		if (end > 0) this.#pass.take(this.#takeRest(chunk.subarray(0, end)));
		if (end < chunk.length) this.#rest.push(chunk.slice(end));
	}

	/** @throws MalformedUtf8 */
	finish(): Canonical {
		return withTokens(this.finishText());
	}

	/**
	 * The same without tokens.
	 * @throws MalformedUtf8
	 */
	finishText(): CanonicalText {
		this.#pass.take(this.#takeRest(new Uint8Array()));
		return finishPass(this.#pass);
	}

	#takeRest(last: Uint8Array): Uint8Array {
		const parts = [...this.#rest, last];
		this.#rest = [];
		const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
		let at = 0;
		for (const part of parts) {
			whole.set(part, at);
			at += part.length;
		}
		return whole;
	}
}

/** @throws MalformedUtf8 */
export async function canonicalizeStream(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Canonical> {
	const canonicalizer = new Canonicalizer();
	for await (const chunk of chunks) canonicalizer.push(chunk);
	return canonicalizer.finish();
}

/** Where the last line end of a chunk ends; 0 for none. A CR at the very end may be half of a CR LF. */
function endOfLines(chunk: Uint8Array): number {
	for (let at = chunk.length - 1; at >= 0; at--) {
		if (chunk[at] === LF || (chunk[at] === CR && at < chunk.length - 1)) return at + 1;
	}
	return 0;
}
