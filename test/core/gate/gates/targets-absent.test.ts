import { expect, it } from 'vitest';
import type { TargetFact } from '../../../../core/gate/facts.ts';
import { judge } from '../judge.ts';

const target = (name: string, state: TargetFact['state']): TargetFact => ({
	target: { kind: 'relation', schema: 's', name, part: '' },
	state,
});

it.each<[string, TargetFact[]]>([
	['when nothing is created', []],
	['when nothing of it exists', [target('a', 'absent'), target('b', 'absent')]],
])('passes %s', (_what, targets) => {
	expect(judge('targets-absent', { targets })).toMatchObject({
		outcome: 'pass',
		reason: expect.stringContaining(`${targets.length} objects`),
	});
});

it('fails on what exists, and names no other', () => {
	expect(
		judge('targets-absent', { targets: [target('a', 'absent'), target('b', 'present'), target('c', 'present')] }),
	).toMatchObject({
		outcome: 'fail',
		reason: 'Exists already: relation s.b, relation s.c.',
	});
});

it('is an error on what cannot be seen, whatever else exists: unseen is not absent', () => {
	expect(judge('targets-absent', { targets: [target('a', 'present'), target('b', 'unseen')] })).toMatchObject({
		outcome: 'error',
		reason: 'Could not be seen: relation s.b.',
		next: expect.stringContaining('USAGE'),
	});
});
