import type { SeatId } from '../../contract/seats.ts';
import type { SignOffKind, SignOffOutcome } from '../../contract/sign-offs.ts';

/** A seat as it stands now. */
export interface SeatFact {
	readonly seat: SeatId;
	readonly holder: string;
	readonly holder_name: string;
	readonly kind: 'human' | 'tool';
	/** The account differs from what it was at naming. */
	readonly suspended: boolean;
}

export interface SignOffFact {
	readonly id: string;
	readonly kind: SignOffKind;
	readonly signer: string;
	readonly digest: string;
	readonly outcome: SignOffOutcome;
	readonly signed_at: Date;
	readonly expires_at: Date;
}

export interface QuorumRule {
	readonly seats: readonly SeatId[];
	readonly people: number;
}

export interface Quorum {
	readonly complete: boolean;
	readonly signers: readonly string[];
	readonly missing_seats: readonly SeatId[];
	readonly rejected_by: readonly string[];
	/** Items that count. */
	readonly items: readonly string[];
}

/**
 * Judges sign-offs as seats, accounts and clock stand now, not as they stood when signing.
 * A person counts once, however many seats they hold; the requester never counts; the latest word of a person holds.
 * Only words on the execution count: whoever records a snapshot has approved nothing.
 */
export function deriveQuorum(
	rule: QuorumRule,
	facts: { digest: string; requester: string; now: Date; seats: readonly SeatFact[]; signOffs: readonly SignOffFact[] },
): Quorum {
	const held = facts.seats.filter((seat) => !seat.suspended && seat.kind === 'human' && rule.seats.includes(seat.seat));
	const words = lastWords(facts).filter((word) => held.some(({ holder }) => holder === word.signer));
	const passing = words.filter(({ outcome }) => outcome !== 'reject');
	const signers = passing.map(({ signer }) => signer);
	const covered = held.filter(({ holder }) => signers.includes(holder)).map(({ seat }) => seat);
	const missing_seats = rule.seats.filter((seat) => !covered.includes(seat));
	const rejected_by = words.filter(({ outcome }) => outcome === 'reject').map(({ signer }) => signer);
	return {
		complete: missing_seats.length === 0 && rejected_by.length === 0 && signers.length >= rule.people,
		signers,
		missing_seats,
		rejected_by,
		items: passing.map(({ id }) => id),
	};
}

function lastWords(facts: {
	digest: string;
	requester: string;
	now: Date;
	signOffs: readonly SignOffFact[];
}): SignOffFact[] {
	const words = facts.signOffs
		.filter(({ kind, digest, signer }) => kind === 'execution' && digest === facts.digest && signer !== facts.requester)
		.sort((a, b) => a.signed_at.getTime() - b.signed_at.getTime());
	// The last word first, then its expiry: a withdrawn word must not outlive its withdrawal.
	const last = [...new Map(words.map((signOff) => [signOff.signer, signOff])).values()];
	return last.filter(({ expires_at }) => expires_at > facts.now);
}
