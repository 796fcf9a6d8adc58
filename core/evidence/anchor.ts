import { z } from 'zod';
import { instant } from '../../contract/signatures.ts';
import { parseStrictJson } from '../digest/parse-strict-json.ts';
import { digestOf } from '../digest/sha256.ts';
import type { ChainHead } from './ledger-row.ts';

/** The file in the artefacts folder that keeps the ledger's heads outside the database. */
export const anchorFile = 'heads.json';

/** What an anchor says, and what its keys sign. */
export interface AnchorStatement {
	readonly format: 'ledger-heads-v2';
	readonly installation: string;
	/** By the database server's clock. A key is judged as it stood then. */
	readonly anchored_at: string;
	readonly heads: readonly ChainHead[];
}

/** A signature over the statement; the id is a hint that nobody follows. */
export interface AnchorSignature {
	readonly keyid: string;
	readonly sig: string;
}

export interface KeptAnchor {
	readonly state: 'kept';
	readonly installation: string | null;
	readonly heads: readonly ChainHead[];
	/** What was signed, and by whom; null in the formats before there were signatures. */
	readonly signed: { readonly statement: AnchorStatement; readonly signatures: readonly AnchorSignature[] } | null;
}

/** The anchor as it was found. What is missing, or cannot be read, is not an anchor that agrees. */
export type Anchor =
	| KeptAnchor
	| { readonly state: 'missing' }
	| { readonly state: 'unreadable'; readonly reason: string }
	| { readonly state: 'altered'; readonly reason: string };

const head = z.strictObject({
	chain: z.string().min(1),
	seq: z.int().min(1),
	hash: z.string().regex(/^[0-9a-f]{64}$/),
});
/** sha256 over what the file says: a slip of the hand does not look like a ledger that was tampered with. */
const digest = z.string();
const anchored = z.strictObject({
	format: z.literal('ledger-heads-v2'),
	installation: z.uuid(),
	anchored_at: instant,
	heads: z.array(head),
	digest,
	signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.string() })).max(16),
});
/** Without signatures: what was written before there were any. */
const unsigned = z.strictObject({
	format: z.literal('ledger-heads-v1'),
	installation: z.uuid(),
	heads: z.array(head),
	digest,
});
/** What version 0.1 wrote: the heads alone. */
const bare = z.array(head);

/** What to sign: the same for the same heads, in whatever order they come. */
export function stateAnchor(installation: string, anchored_at: string, heads: readonly ChainHead[]): AnchorStatement {
	const sorted = heads
		.map(({ chain, seq, hash }) => ({ chain, seq, hash }))
		.sort((one, other) => (one.chain < other.chain ? -1 : 1));
	return { format: 'ledger-heads-v2', installation, anchored_at, heads: sorted };
}

/** The anchor's text: one file, so that heads and signatures are replaced at once. */
export function writeAnchor(statement: AnchorStatement, signatures: readonly AnchorSignature[]): string {
	return `${JSON.stringify({ ...statement, digest: digestOf(statement), signatures }, null, '\t')}\n`;
}

/** Reads an anchor's text; it never throws. Whether its signatures are good is asked elsewhere. */
export function parseAnchor(text: string): Anchor {
	const value = parseJson(text);
	const oldest = bare.safeParse(value);
	if (oldest.success) return judgeHeads({ state: 'kept', installation: null, heads: oldest.data, signed: null });
	const old = unsigned.safeParse(value);
	if (old.success) {
		const { digest, ...said } = old.data;
		if (digestOf(said) !== digest) return misfit;
		return judgeHeads({ state: 'kept', installation: said.installation, heads: said.heads, signed: null });
	}
	const parsed = anchored.safeParse(value);
	if (!parsed.success) return { state: 'altered', reason: 'it is not what this bundle writes' };
	const { digest, signatures, ...statement } = parsed.data;
	if (digestOf(statement) !== digest) return misfit;
	const { installation, heads } = statement;
	return judgeHeads({ state: 'kept', installation, heads, signed: { statement, signatures } });
}

const misfit: Anchor = { state: 'altered', reason: 'its own digest does not fit what it says' };

function judgeHeads(anchor: KeptAnchor): Anchor {
	const chains = new Set(anchor.heads.map(({ chain }) => chain));
	if (chains.size < anchor.heads.length) return { state: 'altered', reason: 'it holds two heads of one chain' };
	return anchor;
}

/** Two readers of the text see the same: what is signed is the value, not the text. */
function parseJson(text: string): unknown {
	try {
		return parseStrictJson(text);
	} catch {
		return undefined;
	}
}
