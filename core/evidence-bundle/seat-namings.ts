import { z } from 'zod';
import { accountKind, seatId } from '../../contract/seats.ts';
import type { SeatFact } from '../approval/derive-quorum.ts';
import { fieldOf } from '../evidence/field-of.ts';
import type { LedgerRow } from '../evidence/ledger-row.ts';

const seatNamed = z.object({ seat: seatId, user: z.string(), kind: accountKind });

interface Naming extends z.infer<typeof seatNamed> {
	/** Number of its record in the installation's chain. */
	readonly seq: number;
	readonly at: string;
}

/** Who was named to which seat, in order; a seat that this version does not know is held by nobody. */
function readNamings(installation: readonly LedgerRow[]): Naming[] {
	return installation
		.filter(({ kind }) => kind === 'seat.named')
		.flatMap(({ seq, recorded_at, body }) => {
			const parsed = seatNamed.safeParse(body);
			return parsed.success ? [{ ...parsed.data, seq, at: recorded_at }] : [];
		});
}

/** The naming in force of each seat at a moment, by the server's clock that both chains are recorded by. */
function namingsAt(installation: readonly LedgerRow[], moment: string): Naming[] {
	const before = readNamings(installation).filter(({ at }) => at <= moment);
	return [...new Map(before.map((naming) => [naming.seat, naming])).values()];
}

/** Seats as they were held then. Whether one was suspended stands in no record. */
export function seatsAt(installation: readonly LedgerRow[], moment: string): SeatFact[] {
	return namingsAt(installation, moment).map(({ seat, user, kind }) => ({
		seat,
		holder: user,
		holder_name: user,
		kind,
		suspended: false,
	}));
}

const foundations = ['installation.enrolled', 'installation.restored', 'ledger.anchored'];

/** Numbers of the installation's records that a run rests on: what the installation is, and who held what they signed for. */
export function restsOn(chain: readonly LedgerRow[], installation: readonly LedgerRow[]): number[] {
	const signed = chain.filter(({ kind }) => kind === 'signoff.recorded');
	const namings = signed.flatMap(({ recorded_at, body }) => {
		const signer = fieldOf(body, 'signer');
		return namingsAt(installation, recorded_at).filter(({ user }) => user === signer);
	});
	const grounds = installation.filter(({ kind }) => foundations.includes(kind));
	return [...new Set([...grounds, ...namings].map(({ seq }) => seq))].sort((one, other) => one - other);
}
