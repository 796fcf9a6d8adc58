import { expect, it } from 'vitest';
import type { SignOffFact } from '../../../../core/approval/derive-quorum.ts';
import { approval, rehearsal } from '../../evidence/sample-bodies.ts';
import { judge } from '../judge.ts';
import { positionOf, quorumOf, seats, signOffs } from '../ready-facts.ts';

const [first, second] = signOffs as readonly [SignOffFact, SignOffFact];
const judged = (given: readonly SignOffFact[]) => judge('approval-quorum', { quorum: quorumOf(given) });

it('passes with the items that count', () => {
	expect(judge('approval-quorum')).toMatchObject({
		outcome: 'pass',
		reason: '2 people signed for d32, g4.',
		evidence: [approval, 'item of d32', 'item of g4'],
	});
});

it.each<[string, readonly SignOffFact[], RegExp, string[]]>([
	['nobody signed', [], /^0 of 2 people have signed.* Not signed for: d32, g4\.$/, ['d32', 'g4']],
	['one signed', [first], /^1 of 2 people have signed.* Not signed for: g4\.$/, ['g4']],
	[
		'one rejected',
		[first, { ...second, outcome: 'reject' }],
		/^1 seat holder\(s\) rejected the execution\.$/,
		['d32', 'g4'],
	],
	[
		'all rejected',
		[
			{ ...first, outcome: 'reject' },
			{ ...second, outcome: 'reject' },
		],
		/^2 seat holder\(s\) rejected/,
		['d32', 'g4'],
	],
])('is blocked when %s', (_what, given, reason, who) => {
	expect(judged(given)).toMatchObject({ outcome: 'blocked', reason: expect.stringMatching(reason), who });
});

it('is blocked when all seats have signed and it is one person', () => {
	const quorum = { ...quorumOf(signOffs), complete: false, signers: [seats[0]?.holder ?? ''] };
	expect(judge('approval-quorum', { quorum })).toMatchObject({
		outcome: 'blocked',
		reason: expect.stringMatching(/^1 of 2 people/),
		who: ['d32', 'g4'],
	});
});

it('says which digest is to be signed, and that the requester never counts', () => {
	expect(judged([])).toMatchObject({
		next: expect.stringContaining(approval.slice(0, 12)),
		reason: expect.stringContaining('the requester never'),
	});
});

it.each([
	['before a rehearsal', positionOf(), null],
	['before a rehearsal, whatever sign-offs there are', positionOf(), quorumOf(signOffs)],
	[
		'after one that did not pass',
		positionOf(['rehearsal.completed', { ...rehearsal, outcome: 'error', approval_digest: null }]),
		quorumOf(signOffs),
	],
	['when nobody looked for sign-offs', undefined, null],
] as const)('is blocked %s', (_what, position, quorum) => {
	expect(judge('approval-quorum', { ...(position ? { position } : {}), quorum })).toMatchObject({
		outcome: 'blocked',
		reason: 'There is nothing to sign before a rehearsal passed.',
		who: ['executor'],
	});
});
