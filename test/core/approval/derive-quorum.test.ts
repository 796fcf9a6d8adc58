import { describe, expect, it } from 'vitest';
import { deriveQuorum, type Quorum, type SeatFact, type SignOffFact } from '../../../core/approval/derive-quorum.ts';
import { digest as digestOf } from '../evidence/sample-bodies.ts';

const digest = digestOf('a');
const now = new Date('2026-03-01T12:00:00.000Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

const seat = (id: SeatFact['seat'], holder: string, change: Partial<SeatFact> = {}): SeatFact => ({
	seat: id,
	holder,
	holder_name: holder,
	kind: 'human',
	suspended: false,
	...change,
});
const word = (signer: string, change: Partial<SignOffFact> = {}): SignOffFact => ({
	id: `${signer}’s`,
	kind: 'execution',
	signer,
	digest,
	outcome: 'pass',
	signed_at: minutes(-10),
	expires_at: minutes(60),
	...change,
});

const dora = seat('d32', 'dora');
const gina = seat('g4', 'gina');
const both = [word('dora'), word('gina')];

interface Case {
	readonly seats?: readonly SeatFact[];
	readonly signOffs?: readonly SignOffFact[];
	readonly requester?: string;
	readonly people?: number;
	readonly rule?: readonly SeatFact['seat'][];
}

function judge({
	seats = [dora, gina],
	signOffs = both,
	requester = 'executor',
	people = 2,
	rule = ['d32', 'g4'],
}: Case): Quorum {
	return deriveQuorum({ seats: rule, people }, { digest, requester, now, seats, signOffs });
}

it('two people who hold the two seats complete a quorum of two', () => {
	expect(judge({})).toEqual({
		complete: true,
		signers: ['dora', 'gina'],
		missing_seats: [],
		rejected_by: [],
		items: ['dora’s', 'gina’s'],
	});
});

describe('each rule alone leaves it incomplete', () => {
	it.each<[string, Case, Partial<Quorum>]>([
		['nobody signed', { signOffs: [] }, { signers: [], missing_seats: ['d32', 'g4'] }],
		['one signed', { signOffs: [word('dora')] }, { signers: ['dora'], missing_seats: ['g4'] }],
		['the requester is one of them', { requester: 'gina' }, { signers: ['dora'], missing_seats: ['g4'] }],
		[
			'one sign-off has expired',
			{ signOffs: [word('dora'), word('gina', { expires_at: minutes(-1) })] },
			{ signers: ['dora'], missing_seats: ['g4'] },
		],
		[
			'one expires at this very moment',
			{ signOffs: [word('dora'), word('gina', { expires_at: now })] },
			{ missing_seats: ['g4'] },
		],
		[
			'one is bound to another digest',
			{ signOffs: [word('dora'), word('gina', { digest: digestOf('b') })] },
			{ signers: ['dora'], missing_seats: ['g4'] },
		],
		[
			'one recorded a snapshot, whatever the digest',
			{ signOffs: [word('dora'), word('gina', { kind: 'snapshot_record' })] },
			{ signers: ['dora'], missing_seats: ['g4'] },
		],
		[
			'one seat is suspended',
			{ seats: [dora, { ...gina, suspended: true }] },
			{ signers: ['dora'], missing_seats: ['g4'] },
		],
		[
			'one seat is held by a tool account',
			{ seats: [dora, { ...gina, kind: 'tool' }] },
			{ signers: ['dora'], missing_seats: ['g4'] },
		],
		[
			'one seat has passed to somebody else',
			{ seats: [dora, seat('g4', 'hugo')] },
			{ signers: ['dora'], missing_seats: ['g4'] },
		],
		['one seat has no holder', { seats: [dora] }, { signers: ['dora'], missing_seats: ['g4'] }],
		[
			'one person holds both seats',
			{ seats: [dora, seat('g4', 'dora')], signOffs: [word('dora')] },
			{ signers: ['dora'], missing_seats: [] },
		],
		[
			'one person signed twice',
			{
				seats: [dora, seat('g4', 'dora')],
				signOffs: [word('dora'), word('dora', { id: 'second', signed_at: minutes(-5) })],
			},
			{ signers: ['dora'], items: ['second'], missing_seats: [] },
		],
		[
			'the second signer holds no seat',
			{ signOffs: [word('dora'), word('stranger')] },
			{ signers: ['dora'], missing_seats: ['g4'] },
		],
		[
			'the second signer holds a seat nobody asked for',
			{ seats: [dora, seat('g4', 'dora'), seat('g2', 'hugo')], signOffs: [word('dora'), word('hugo')] },
			{ signers: ['dora'], missing_seats: [] },
		],
		['more people are asked for', { people: 3 }, { signers: ['dora', 'gina'], missing_seats: [] }],
		['a third seat is asked for', { rule: ['d32', 'g4', 'sovereign'] }, { missing_seats: ['sovereign'] }],
		[
			'one rejects',
			{ signOffs: [word('dora'), word('gina', { outcome: 'reject' })] },
			{ signers: ['dora'], rejected_by: ['gina'] },
		],
		[
			'a third seat holder rejects although the others pass',
			{
				rule: ['d32', 'g4', 'dba'],
				seats: [dora, gina, seat('dba', 'hugo'), seat('dba', 'ida')],
				signOffs: [...both, word('ida'), word('hugo', { outcome: 'reject' })],
			},
			{ missing_seats: [], rejected_by: ['hugo'] },
		],
		[
			'one passed and then rejected',
			{ signOffs: [...both, word('gina', { outcome: 'reject', signed_at: minutes(-5) })] },
			{ signers: ['dora'], rejected_by: ['gina'] },
		],
		[
			'the same, listed the other way round',
			{ signOffs: [word('gina', { outcome: 'reject', signed_at: minutes(-5) }), ...both] },
			{ rejected_by: ['gina'] },
		],
		[
			'a rejection has expired and nothing took its place',
			{ signOffs: [word('dora'), word('gina', { outcome: 'reject', expires_at: minutes(-1) })] },
			{ signers: ['dora'], rejected_by: [], missing_seats: ['g4'] },
		],
	])('%s', (_what, facts, expected) => {
		expect(judge(facts)).toMatchObject({ complete: false, ...expected });
	});

	// Looked at before the order of words, expiry would let a withdrawn word outlive its withdrawal.
	it('a rejection has expired before the pass it took back', () => {
		const withdrawn = [
			word('gina'),
			word('gina', { id: 'no', outcome: 'reject', signed_at: minutes(-5), expires_at: minutes(-1) }),
		];
		expect(judge({ signOffs: [word('dora'), ...withdrawn] })).toMatchObject({ complete: false, signers: ['dora'] });
	});
});

describe('nothing of this hinders it', () => {
	it.each<[string, Case]>([
		['a pass with notes', { signOffs: [word('dora', { outcome: 'pass_with_notes' }), word('gina')] }],
		[
			'one person with two of three seats, and a second person',
			{ rule: ['d32', 'g4', 'sovereign'], seats: [dora, gina, seat('sovereign', 'gina')] },
		],
		[
			'a rejection that its author took back',
			{ signOffs: [word('dora'), word('gina', { outcome: 'reject' }), word('gina', { signed_at: minutes(-5) })] },
		],
		[
			'a rejection of another digest',
			{ signOffs: [...both, word('gina', { outcome: 'reject', digest: digestOf('b'), signed_at: minutes(-5) })] },
		],
		['a rejection by somebody without a seat', { signOffs: [...both, word('stranger', { outcome: 'reject' })] }],
		[
			'a rejection by the holder of a seat nobody asked for',
			{ seats: [dora, gina, seat('g2', 'hugo')], signOffs: [...both, word('hugo', { outcome: 'reject' })] },
		],
		[
			'a rejection by the requester',
			{
				requester: 'hugo',
				rule: ['d32', 'g4'],
				seats: [dora, gina, seat('g4', 'hugo')],
				signOffs: [...both, word('hugo', { outcome: 'reject' })],
			},
		],
		[
			'a sign-off that expires in a moment',
			{ signOffs: [word('dora'), word('gina', { expires_at: new Date(now.getTime() + 1) })] },
		],
		[
			'an older sign-off that has expired',
			{ signOffs: [word('gina', { id: 'old', signed_at: minutes(-90), expires_at: minutes(-30) }), ...both] },
		],
	])('%s', (_what, facts) => {
		expect(judge(facts)).toMatchObject({ complete: true, missing_seats: [], rejected_by: [] });
	});
});
