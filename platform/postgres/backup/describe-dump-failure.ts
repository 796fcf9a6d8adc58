import { backupObstacle } from '../../../core/backup/backup-obstacle.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { ConnectionTarget } from '../connection-target.ts';
import type { ProgramEnd } from '../programs/run-program.ts';

const shownLines = 6;

/** Why pg_dump failed, in its own first words; `end.stderr` is scrubbed already. */
export function describeDumpFailure(end: ProgramEnd, target: ConnectionTarget): CutterError {
	const said = end.stderr
		.split('\n')
		.filter((line) => line.trim() !== '')
		.slice(0, shownLines)
		.join('\n');
	const ended = end.signal ? `was ended by ${end.signal}` : `ended with exit code ${end.code}`;
	const facts = { code: end.code, signal: end.signal, stderr: said, database: target.database, role: target.user };
	// pg_dump bounds its wait for locks by a statement timeout.
	if (/canceling statement due to (?:statement|lock) timeout/.test(said) && said.includes('LOCK TABLE')) {
		return new CutterError(
			'LOCK_HELD',
			`The backup waited too long for a table that another session has locked.\n${said}`,
			facts,
		);
	}
	return backupObstacle('error', `The backup failed: pg_dump ${ended}.${said === '' ? '' : `\n${said}`}`, facts);
}

/** Why a file could not be written: a full disk, a missing folder, a forbidden one. Other errors stay what they are. */
export function describeWriteFailure(cause: unknown, where: string): unknown {
	if (!(cause instanceof Error && 'code' in cause && 'syscall' in cause)) return cause;
	const code = String(cause.code);
	const reason = code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : `the file system answered ${code}`;
	return backupObstacle('error', `The backup cannot be written to ${where}: ${reason}.`, { where, code });
}
