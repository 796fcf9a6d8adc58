import { z } from 'zod';
import { digestOf } from '../digest/sha256.ts';
import type { ChainHead } from './ledger-row.ts';

/** The file in the artefacts folder that keeps the ledger's heads outside the database. */
export const anchorFile = 'heads.json';

/** Beside it there may be a DSSE envelope over exactly its bytes: who vouches for the heads, whoever wrote the file. */
export const signedAnchorFile = 'heads.dsse.json';

/** The anchor as it was found. What is missing, or cannot be read, is not an anchor that agrees. */
export type Anchor =
	| { readonly state: 'kept'; readonly installation: string | null; readonly heads: readonly ChainHead[] }
	| { readonly state: 'missing' }
	| { readonly state: 'unreadable'; readonly reason: string }
	| { readonly state: 'altered'; readonly reason: string };

const head = z.strictObject({
	chain: z.string().min(1),
	seq: z.int().min(1),
	hash: z.string().regex(/^[0-9a-f]{64}$/),
});
const anchored = z.strictObject({
	format: z.literal('ledger-heads-v1'),
	installation: z.uuid(),
	heads: z.array(head),
	/** sha256 over the other members: a slip of the hand does not look like a ledger that was tampered with. */
	digest: z.string(),
});
/** What version 0.1 wrote: the heads alone. */
const bare = z.array(head);

/** The anchor's text: the same bytes for the same heads, in whatever order they come. */
export function writeAnchor(installation: string, heads: readonly ChainHead[]): string {
	const sorted = heads
		.map(({ chain, seq, hash }) => ({ chain, seq, hash }))
		.sort((one, other) => (one.chain < other.chain ? -1 : 1));
	const sealed = { format: 'ledger-heads-v1', installation, heads: sorted } as const;
	return `${JSON.stringify({ ...sealed, digest: digestOf(sealed) }, null, '\t')}\n`;
}

/** Reads an anchor's text; it never throws. */
export function parseAnchor(text: string): Anchor {
	const value = parseJson(text);
	const old = bare.safeParse(value);
	if (old.success) return judgeHeads(null, old.data);
	const parsed = anchored.safeParse(value);
	if (!parsed.success) return { state: 'altered', reason: 'it is not what this bundle writes' };
	const { digest, ...sealed } = parsed.data;
	if (digestOf(sealed) !== digest) return { state: 'altered', reason: 'its own digest does not fit what it says' };
	return judgeHeads(sealed.installation, sealed.heads);
}

function judgeHeads(installation: string | null, heads: readonly ChainHead[]): Anchor {
	const chains = new Set(heads.map(({ chain }) => chain));
	if (chains.size < heads.length) return { state: 'altered', reason: 'it holds two heads of one chain' };
	return { state: 'kept', installation, heads };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
