import { expect, it } from 'vitest';
import type { SeatFact } from '../../../../core/approval/derive-quorum.ts';
import type { GateFacts } from '../../../../core/gate/facts.ts';
import { judge } from '../judge.ts';
import { plan, readyFacts, seats } from '../ready-facts.ts';

const [d32, g4] = seats as readonly [SeatFact, SeatFact];
const asking = (execution: Partial<GateFacts['plan']['file']['approvals']['execution']>): Partial<GateFacts> => ({
	plan: {
		...plan,
		file: {
			...plan.file,
			approvals: { ...plan.file.approvals, execution: { ...plan.file.approvals.execution, ...execution } },
		},
	},
});

it('passes when each seat is held by a person of its own', () => {
	expect(judge('seats-held')).toMatchObject({ outcome: 'pass', reason: 'd32, g4 are held.' });
});

it('passes when people with several seats are still enough people', () => {
	const sovereign: SeatFact = { ...g4, seat: 'sovereign' };
	expect(
		judge('seats-held', { seats: [d32, g4, sovereign], ...asking({ seats: ['d32', 'g4', 'sovereign'] }) }).outcome,
	).toBe('pass');
});

it('passes when a seat nobody asks for is suspended', () => {
	expect(judge('seats-held', { seats: [d32, g4, { ...g4, seat: 'g2', suspended: true }] }).outcome).toBe('pass');
});

it.each<[string, Partial<GateFacts>, RegExp]>([
	['a seat without a holder', { seats: [d32] }, /^Seat g4 has no holder\.$/],
	['a seat held by a tool account', { seats: [d32, { ...g4, kind: 'tool' }] }, /^Seat g4 is held by a tool account/],
	[
		'a suspended seat',
		{ seats: [d32, { ...g4, suspended: true }] },
		/^Seat g4 is suspended: the account of Holder of g4 changed/,
	],
	[
		'a seat held by the requester',
		{ run: { ...readyFacts.run, requester: g4.holder } },
		/^Seat g4 is held by the requester/,
	],
	[
		'one person on both seats',
		{ seats: [d32, { ...g4, holder: d32.holder }] },
		/asks for 2 people, but the seats are held by 1: it can never be met/,
	],
	['a quorum of more people than seats', asking({ people: 3 }), /asks for 3 people, but the seats are held by 2/],
	['every problem at once', { seats: [] }, /^Seat d32 has no holder\. Seat g4 has no holder\.$/],
])('is blocked by %s', (_what, facts, reason) => {
	expect(judge('seats-held', facts)).toMatchObject({
		outcome: 'blocked',
		who: ['sovereign'],
		reason: expect.stringMatching(reason),
	});
});
