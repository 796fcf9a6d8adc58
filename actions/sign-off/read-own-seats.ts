import type { SeatId } from '../../contract/seats.ts';
import type { Caller } from '../../core/access/caller.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { readSeats } from '../../platform/postgres/seat/seats.ts';
import type { Session } from '../../platform/postgres/session.ts';

/**
 * Those of the asked seats that the caller holds as a person.
 * @param rule who signs this, as the beginning of a sentence
 * @throws CutterError FORBIDDEN when there is none, or one is suspended
 */
export async function readOwnSeats(
	session: Session,
	caller: Caller,
	asked: readonly SeatId[],
	rule: string,
): Promise<SeatId[]> {
	const own = (await readSeats(session)).filter(
		({ holder, kind, seat }) => holder === caller.user && kind === 'human' && asked.includes(seat),
	);
	const suspended = own.filter((seat) => seat.suspended).map(({ seat }) => seat);
	if (suspended.length > 0) {
		throw new CutterError(
			'FORBIDDEN',
			`Seat ${suspended.join(', ')} is suspended: your account changed since you were named. The sovereign confirms it (PUT /cutter/seats/:id), or init on the server.`,
		);
	}
	if (own.length > 0) return own.map(({ seat }) => seat);
	throw new CutterError('FORBIDDEN', `${rule}; you hold none of these seats.`);
}
