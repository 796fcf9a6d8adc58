import { type SeatView, seatIds, seats as seatTable } from '../../contract/seats.ts';
import type { SignOffView } from '../../contract/sign-offs.ts';
import type { CallerView } from '../../contract/status.ts';
import { type Caller, mayRead } from '../../core/access/caller.ts';
import { readSignOffs, type SignOffRow } from '../../platform/postgres/approval/read-sign-offs.ts';
import { readAccount } from '../../platform/postgres/seat/read-account.ts';
import type { HeldSeat } from '../../platform/postgres/seat/seats.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { RunContext } from '../run/read-run-context.ts';

/** Every seat of the policy, held or not. */
export function viewSeats(held: readonly HeldSeat[]): SeatView[] {
	return seatIds.map((id) => {
		const seat = held.find((candidate) => candidate.seat === id);
		const holder = seat
			? { user: seat.holder, name: seat.holder_name, kind: seat.kind, named_at: seat.named_at }
			: null;
		return { id, ...seatTable[id], holder, suspended: seat?.suspended ?? false };
	});
}

/** A run's sign-offs, each with whether it still counts. */
export async function viewSignOffs(
	session: Session,
	{ run, position }: RunContext,
	now: string,
): Promise<SignOffView[]> {
	const views: SignOffView[] = [];
	for (const row of await readSignOffs(session, run.id)) {
		const signer_name = (await readAccount(session, row.signer))?.name ?? 'a deleted account';
		views.push({ ...row, signer_name, valid: isCurrent(row, position) && row.expires_at > now });
	}
	return views;
}

function isCurrent({ kind, digest }: SignOffRow, { rehearsal, snapshots }: RunContext['position']): boolean {
	if (kind === 'execution') return digest === rehearsal?.body.approval_digest;
	return snapshots.some((snapshot) => snapshot.digest === digest);
}

/** What the caller may do here; the server decides again on every request. */
export function viewCaller(caller: Caller): CallerView {
	const { user, admin, seats, session, tool } = caller;
	return {
		user,
		admin,
		seats: [...seats],
		session,
		may_ask: mayRead(caller) && tool !== 'verifier',
		may_sign: session && seats.length > 0 && tool === null,
	};
}
