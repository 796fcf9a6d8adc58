import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { CheckOutcome } from '../../../contract/outcomes.ts';
import { joinJudgements, judgeRestore } from '../../../core/backup/judge-restore.ts';
import type { RestoreMessage, ServerIdentity } from '../../../core/backup/port.ts';
import { redactRestoreOutput } from '../../../core/backup/redact-restore-output.ts';
import type { ConnectionTarget } from '../connection-target.ts';
import { requireProgram } from '../programs/assert-client-fits.ts';
import type { PgPrograms } from '../programs/find-programs.ts';
import { runClientProgram } from '../programs/run-client-program.ts';
import type { ProgramEnd } from '../programs/run-program.ts';
import { withClient } from '../with-client.ts';
import type { IntactArchive } from './archive/intact-archive.ts';
import { assertEmptyDatabase } from './assert-empty-database.ts';
import { assertOtherServer } from './assert-other-server.ts';
import { withoutOutbound } from './outbound/without-outbound.ts';
import { type RestoreProgress, watchRestore } from './watch-restore.ts';

export interface RestoreOrder {
	readonly programs: PgPrograms;
	/** Superuser of the clone, in an empty database made from template0. */
	readonly target: ConnectionTarget;
	readonly archive: IntactArchive;
	/** The server that the archive came from: the target is proven to be another one. */
	readonly production: ServerIdentity;
	/** Parallel connections; as many as there are processors when absent, at most four: production needs some too. */
	readonly jobs?: number | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((progress: RestoreProgress) => void) | undefined;
}

export interface Restored {
	readonly verdict: CheckOutcome;
	/** All that pg_restore said, judged one by one, without values of rows and logins. */
	readonly messages: readonly RestoreMessage[];
	/** The same as it was said, without values of rows and logins. */
	readonly raw: string;
	readonly seconds: number;
	/** The server restored into. */
	readonly server: ServerIdentity;
}

const maxStderrBytes = 8 * 1024 * 1024;

/** Definitions first; rows, indexes and all that executes something only when nothing outside can be reached. */
const parts = [['pre-data'], ['data', 'post-data']] as const;

/**
 * Restores an archive with owners and privileges. Before pg_restore is started, the target is proven, on this very
 * connection, to be another server than production, of its major version, and empty.
 * @throws CutterError GATE_NOT_MET when one of these does not hold; the signal's reason
 */
export async function restoreArchive(order: RestoreOrder): Promise<Restored> {
	const started = performance.now();
	const server = await withClient(order.target, 'dot-iu-cutter clone', async (session) => {
		const identity = await assertOtherServer(session, order.production);
		await assertEmptyDatabase(session, order.target.database);
		return identity;
	});
	const ends = await runWatched(order);
	const { verdict, messages } = joinJudgements(ends.map(judgeRestore));
	return {
		verdict,
		messages: messages.map((message) => ({ ...message, text: redactRestoreOutput(message.text).trim() })),
		raw: ends.map(({ stderr }) => redactRestoreOutput(stderr)).join(''),
		seconds: (performance.now() - started) / 1000,
		server,
	};
}

function runWatched(order: RestoreOrder): Promise<ProgramEnd[]> {
	const run = async (): Promise<ProgramEnd[]> => {
		const definitions = await runPart(order, parts[0]);
		// Whatever broke it off would break off the rest too, and hide the reason behind a thousand others.
		if (!isWhole(definitions)) return [definitions];
		return [definitions, await withoutOutbound(order.target, () => runPart(order, parts[1]), isWhole)];
	};
	return order.onProgress ? watchRestore(order.target, order.onProgress, run) : run();
}

function isWhole(end: ProgramEnd): boolean {
	return judgeRestore(end).verdict !== 'error';
}

function runPart(
	{ programs, target, archive, jobs = Math.min(availableParallelism(), 4), signal }: RestoreOrder,
	sections: readonly string[],
): Promise<ProgramEnd> {
	return runClientProgram(target, {
		path: requireProgram(programs, 'pg_restore').path,
		args: [
			// A subscription of the clone would take over production's slot at the publisher.
			'--no-subscriptions',
			// Where on disk a table lies is no part of what it is, and a clone writes nowhere but in its own folder.
			'--no-tablespaces',
			...sections.map((section) => `--section=${section}`),
			...(jobs > 1 ? [`--jobs=${jobs}`] : []),
			resolve(archive.file),
		],
		signal,
		maxStderrBytes,
	});
}
