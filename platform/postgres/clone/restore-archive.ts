import { resolve } from 'node:path';
import { assertDifferentServer, assertSameMajor } from '../../../core/backup/assert-different-server.ts';
import { judgeRestore } from '../../../core/backup/judge-restore.ts';
import type { Archive, RestoreMessage, ServerIdentity } from '../../../core/backup/port.ts';
import { redactRestoreOutput } from '../../../core/backup/redact-restore-output.ts';
import { withUnchangedArchive } from '../backup/with-unchanged-archive.ts';
import type { ConnectionTarget } from '../connection-target.ts';
import { requireProgram } from '../programs/assert-client-fits.ts';
import type { PgPrograms } from '../programs/find-programs.ts';
import { runClientProgram } from '../programs/run-client-program.ts';
import type { ProgramEnd } from '../programs/run-program.ts';
import { readServerIdentity } from '../read-server-identity.ts';
import { withClient } from '../with-client.ts';
import { assertEmptyDatabase } from './assert-empty-database.ts';
import { watchSize } from './watch-size.ts';

export interface RestoreOrder {
	readonly programs: PgPrograms;
	/** Superuser of the clone, in an empty database made from template0. */
	readonly target: ConnectionTarget;
	readonly archive: Archive;
	/** The server that the archive came from: the target is proven to be another one. */
	readonly production: ServerIdentity;
	/** Parallel connections; 1 when absent. */
	readonly jobs?: number | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Size of the growing database, in bytes. */
	readonly onProgress?: ((databaseBytes: number) => void) | undefined;
}

export interface Restored {
	readonly verdict: 'pass' | 'fail';
	/** All that pg_restore said, judged one by one, without values of rows and logins. */
	readonly messages: readonly RestoreMessage[];
	/** The same as it was said, without values of rows and logins. */
	readonly raw: string;
	readonly seconds: number;
	/** The server restored into. */
	readonly server: ServerIdentity;
}

const maxStderrBytes = 8 * 1024 * 1024;

/**
 * Restores an archive with owners and privileges. Before pg_restore is started, `--list` included: the target is
 * another server than production, of its major version, and empty; the archive is byte for byte what was written.
 * @throws CutterError GATE_NOT_MET when one of these does not hold; the signal's reason
 */
export async function restoreArchive(order: RestoreOrder): Promise<Restored> {
	const started = performance.now();
	const server = await withClient(order.target, 'dot-iu-cutter clone', async (session) => {
		const identity = await readServerIdentity(session);
		assertDifferentServer(order.production, identity);
		assertSameMajor(order.production, identity);
		await assertEmptyDatabase(session, order.target.database);
		return identity;
	});
	const end = await withUnchangedArchive(order.archive, () => runRestore(order));
	const { verdict, messages } = judgeRestore(end);
	return {
		verdict,
		messages: messages.map((message) => ({ ...message, text: redactRestoreOutput(message.text).trim() })),
		raw: redactRestoreOutput(end.stderr),
		seconds: (performance.now() - started) / 1000,
		server,
	};
}

function runRestore({ programs, target, archive, jobs = 1, signal, onProgress }: RestoreOrder): Promise<ProgramEnd> {
	const run = (): Promise<ProgramEnd> =>
		runClientProgram(target, {
			path: requireProgram(programs, 'pg_restore').path,
			args: [
				// A subscription of the clone would take over production's slot at the publisher.
				'--no-subscriptions',
				// Where on disk a table lies is no part of what it is, and a clone writes nowhere but in its own folder.
				'--no-tablespaces',
				...(jobs > 1 ? [`--jobs=${jobs}`] : []),
				resolve(archive.file),
			],
			signal,
			maxStderrBytes,
		});
	return onProgress ? watchSize(target, onProgress, run) : run();
}
