import { describe, expect, it } from 'vitest';
import { backupObstacle, toBackupObstacle } from '../../../core/backup/backup-obstacle.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';

const withCode = (message: string, code: unknown) => Object.assign(new Error(message), { code });

it('says outcome, reason, who and what next', () => {
	expect(backupObstacle('fail', 'It is short.', { file: 'a' }, 'Take another.')).toMatchObject({
		code: 'GATE_NOT_MET',
		message: 'It is short. Take another.',
		facts: {
			file: 'a',
			gates: [
				{ gate: 'backup-restorable', outcome: 'fail', reason: 'It is short.', who: ['dba'], next: 'Take another.' },
			],
		},
	});
});

describe('what ends a backup', () => {
	it.each<[string, Error, RegExp]>([
		['an error of the server', withCode('permission denied for table t', '42501'), /permission denied for table t/],
		['an error of the file system', withCode('ENOSPC: no space left on device, write', 'ENOSPC'), /ENOSPC/],
		['a lost connection', new Error('Connection terminated unexpectedly'), /terminated unexpectedly/],
		[
			'a connection that is lost already',
			new Error('Client has encountered a connection error and is not queryable'),
			/not queryable/,
		],
		['a refusal that names no gate', new CutterError('GATE_NOT_MET', 'pg_dump is too old.'), /^pg_dump is too old\./],
	])('%s could not be decided', (_what, error, reason) => {
		expect(toBackupObstacle(error)).toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringMatching(reason),
			facts: { gates: [{ gate: 'backup-restorable', outcome: 'error', reason: expect.stringMatching(reason) }] },
		});
	});

	it.each<[string, unknown]>([
		['a lock', new CutterError('LOCK_HELD', 'Held.')],
		['a set-up that is missing', new CutterError('SETUP_NEEDED', 'Not yet.')],
		['a refusal that names its gate', backupObstacle('fail', 'Short.')],
		['a fault of this program', new TypeError('undefined is not a function')],
		['something that is no error', 'text'],
	])('%s stays what it is', (_what, error) => {
		expect(toBackupObstacle(error)).toBe(error);
	});
});
