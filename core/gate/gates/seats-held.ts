import type { SeatId } from '../../../contract/seats.ts';
import type { GateFacts } from '../facts.ts';
import { type Gate, passes, stops } from '../verdicts.ts';

/** The seats that must sign have holders who can: present, unsuspended, human, and enough distinct people. */
export const seatsHeld: Gate = (facts) => {
	const rule = facts.plan.file.approvals.execution;
	const problems = findProblems(facts, rule.seats as SeatId[], rule.people);
	if (problems.length === 0) return passes('seats-held', `${rule.seats.join(', ')} are held.`);
	return stops('seats-held', 'blocked', {
		reason: problems.join(' '),
		who: ['sovereign'],
		next: 'Name a holder (PUT /cutter/seats/:id), or have a suspended one confirmed.',
	});
};

function findProblems({ seats, run }: GateFacts, needed: readonly SeatId[], people: number): string[] {
	const problems: string[] = [];
	const able = new Set<string>();
	for (const id of needed) {
		const seat = seats.find((candidate) => candidate.seat === id);
		if (!seat) problems.push(`Seat ${id} has no holder.`);
		else if (seat.kind === 'tool') problems.push(`Seat ${id} is held by a tool account, which never signs.`);
		else if (seat.suspended)
			problems.push(`Seat ${id} is suspended: the account of ${seat.holder_name} changed since it was named.`);
		else if (seat.holder === run.requester) problems.push(`Seat ${id} is held by the requester of this run.`);
		else able.add(seat.holder);
	}
	if (problems.length === 0 && able.size < people) {
		problems.push(`The quorum asks for ${people} people, but the seats are held by ${able.size}: it can never be met.`);
	}
	return problems;
}
