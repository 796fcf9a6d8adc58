import type { ReadinessView } from '../../../contract/status.ts';

/** Readable names for the accounts and seats that the audit speaks of by id. */
export interface Names {
	/** An account: its name where one is known, a short id otherwise. */
	account(id: string): string;
	/** A seat's title. */
	seat(id: string): string;
	/** A seat with its holder, or an account. */
	who(id: string): string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** Collects names from seats and sign-offs. `you` marks the caller's own account. */
export function deriveNames(view: ReadinessView, you: string): Names {
	const accounts = new Map<string, string>(Object.entries(view.names));
	for (const { holder } of view.seats) if (holder !== null) accounts.set(holder.user, holder.name);
	for (const { signer, signer_name } of view.sign_offs) accounts.set(signer, signer_name);

	function account(id: string): string {
		const name = accounts.get(id) ?? (uuid.test(id) ? id.slice(0, 8) : id);
		return id === view.caller.user ? `${name} (${you})` : name;
	}

	const seatOf = (id: string) => view.seats.find((candidate) => candidate.id === id);

	function who(id: string): string {
		const seat = seatOf(id);
		if (seat === undefined) return account(id);
		return seat.holder === null ? seat.title : `${seat.title}: ${account(seat.holder.user)}`;
	}

	return { account, seat: (id) => seatOf(id)?.title ?? id, who };
}
