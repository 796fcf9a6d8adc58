import type { Router } from 'express';
import { parseInput } from '../../../actions/access/parse-input.ts';
import { viewSeats } from '../../../actions/readiness/views.ts';
import { nameSeat } from '../../../actions/seat/name-seat.ts';
import { nameSeatRequest, seatId } from '../../../contract/seats.ts';
import { readSeats } from '../../../platform/postgres/seat/seats.ts';
import { withPooled } from '../../../platform/postgres/with-client.ts';
import { answer, type OpenRuntime, param } from './answer.ts';

/** GET /seats: whoever may read. PUT /seats/:id: the sovereign, with a login. */
export function addSeatRoutes(router: Router, open: OpenRuntime): void {
	router.get(
		'/seats',
		answer(open, 'seats', async ({ runtime }) => ({ data: viewSeats(await withPooled(runtime.site.pool, readSeats)) })),
	);
	router.put(
		'/seats/:id',
		answer(open, 'name-seat', async ({ runtime, caller, request }) => {
			const seat = parseInput(seatId, param(request, 'id'));
			await nameSeat(runtime.site, caller, seat, parseInput(nameSeatRequest, request.body));
			const named = viewSeats(await withPooled(runtime.site.pool, readSeats)).find(({ id }) => id === seat);
			return { data: named };
		}),
	);
}
