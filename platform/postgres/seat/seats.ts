import { z } from 'zod';
import { accountKind, type SeatId, seatId } from '../../../contract/seats.ts';
import type { SeatFact } from '../../../core/approval/derive-quorum.ts';
import type { Session } from '../session.ts';
import { readAccount } from './read-account.ts';

const seatRow = z.object({
	seat: seatId,
	user_id: z.string(),
	kind: accountKind,
	fingerprint: z.string(),
	named_at: z.string(),
});

export interface HeldSeat extends SeatFact {
	readonly named_at: string;
}

/** Every seat with a holder, as the holder's account stands now. */
export async function readSeats(session: Session): Promise<HeldSeat[]> {
	const { rows } = await session.query(
		`SELECT seat, user_id::text, kind, fingerprint,
			to_char(named_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS named_at
		 FROM cutter_control.seat_holder ORDER BY seat`,
	);
	const seats: HeldSeat[] = [];
	for (const row of rows.map((raw) => seatRow.parse(raw))) {
		const account = await readAccount(session, row.user_id);
		const suspended = !account?.active || account.fingerprint !== row.fingerprint;
		seats.push({
			seat: row.seat,
			holder: row.user_id,
			holder_name: account?.name ?? 'a deleted account',
			kind: row.kind,
			suspended,
			named_at: row.named_at,
		});
	}
	return seats;
}

export interface Naming {
	readonly seat: SeatId;
	readonly user: string;
	readonly kind: 'human' | 'tool';
	readonly fingerprint: string;
	readonly namedBy: string;
}

/** Names a holder, or confirms one anew with the account's present fingerprint. */
export async function saveSeat(session: Session, naming: Naming): Promise<void> {
	await session.query(
		`INSERT INTO cutter_control.seat_holder (seat, user_id, kind, fingerprint, named_by) VALUES ($1, $2, $3, $4, $5)
		 ON CONFLICT (seat) DO UPDATE SET user_id = excluded.user_id, kind = excluded.kind,
			fingerprint = excluded.fingerprint, named_by = excluded.named_by, named_at = now()`,
		[naming.seat, naming.user, naming.kind, naming.fingerprint, naming.namedBy],
	);
}
