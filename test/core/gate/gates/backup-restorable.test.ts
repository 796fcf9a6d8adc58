import { expect, it } from 'vitest';
import { backup, digest, restore } from '../../evidence/sample-bodies.ts';
import { judge } from '../judge.ts';
import { backedUp, positionOf, tested } from '../ready-facts.ts';

it('passes when the newest backup was restored', () => {
	expect(judge('backup-restorable')).toMatchObject({
		outcome: 'pass',
		reason: 'Restored and equal in 2 tables.',
		evidence: ['run-1/3', 'run-1/4'],
	});
});

it.each([
	['before a backup', positionOf(), 'No backup in this run.', []],
	['with a restore test alone', positionOf(tested), 'No backup in this run.', []],
	['before a restore test', positionOf(backedUp), 'The newest backup has not been restore-tested.', ['run-1/2']],
	[
		'when an older backup was tested',
		positionOf(backedUp, tested, ['backup.taken', { ...backup, sha256: digest('e') }]),
		'The newest backup has not been restore-tested.',
		['run-1/4'],
	],
] as const)('is blocked %s', (_what, position, reason, evidence) => {
	expect(judge('backup-restorable', { position })).toMatchObject({
		outcome: 'blocked',
		reason,
		evidence,
		who: ['executor'],
	});
});

it.each(['fail', 'error'] as const)('is %s when the restore test came out so', (outcome) => {
	const position = positionOf(backedUp, ['restore.tested', { ...restore, outcome, reasons: ['a', 'b'] }]);
	expect(judge('backup-restorable', { position })).toMatchObject({
		outcome,
		reason: 'The restore test did not pass: a; b.',
		who: ['dba'],
	});
});
