import { z } from 'zod';

/** Seats of the built-in policy; `advises` never blocks. */
export const seats = {
	sovereign: { title: 'Sovereign', effect: 'blocks' },
	d32: { title: 'Đ32 risk and approval', effect: 'blocks' },
	g1: { title: 'G-1 reviewer', effect: 'advises' },
	g2: { title: 'G-2 backlog custodian', effect: 'blocks' },
	g3: { title: 'G-3 capability-intake reviewer', effect: 'advises' },
	g4: { title: 'G-4 DOT pair signing authority', effect: 'blocks' },
	g5: { title: 'G-5 access-control authority', effect: 'blocks' },
	dba: { title: 'Operational DBA', effect: 'blocks' },
	reviewer: { title: 'Reviewer', effect: 'blocks' },
} as const;

export type SeatId = keyof typeof seats;
export const seatIds = Object.keys(seats) as [SeatId, ...SeatId[]];
export const seatId = z.enum(seatIds);

export const accountKind = z.enum(['human', 'tool']);
export type AccountKind = z.infer<typeof accountKind>;

export const seatView = z.object({
	id: seatId,
	title: z.string(),
	effect: z.enum(['blocks', 'advises']),
	/** Null: nobody holds it, and a blocking seat without a holder blocks. */
	holder: z.object({ user: z.string(), name: z.string(), kind: accountKind, named_at: z.string() }).nullable(),
	/** The holder's role, status or credentials differ from those at naming: another holder has to confirm. */
	suspended: z.boolean(),
});
export type SeatView = z.infer<typeof seatView>;

export const nameSeatRequest = z.strictObject({ user: z.uuid(), kind: accountKind.default('human') });
