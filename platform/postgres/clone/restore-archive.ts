import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { CheckOutcome } from '../../../contract/outcomes.ts';
import {
	joinJudgements,
	judgeParallelRestore,
	judgeRestore,
	type RestoreJudgement,
} from '../../../core/backup/judge-restore.ts';
import { type ArchiveEntry, splitOffLast } from '../../../core/backup/parse-archive-list.ts';
import type { RestoreMessage, ServerIdentity } from '../../../core/backup/port.ts';
import { redactRestoreOutput } from '../../../core/backup/redact-restore-output.ts';
import type { ConnectionTarget } from '../connection-target.ts';
import { requireProgram } from '../programs/assert-client-fits.ts';
import type { PgPrograms } from '../programs/find-programs.ts';
import { runClientProgram } from '../programs/run-client-program.ts';
import { withClient } from '../with-client.ts';
import type { IntactArchive } from './archive/intact-archive.ts';
import { readEntries, withListFile } from './archive/read-archive.ts';
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
	/** The archive's table of contents. */
	readonly entries: readonly ArchiveEntry[];
}

const maxStderrBytes = 8 * 1024 * 1024;

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
	const entries = await readEntries(order.programs, order.archive);
	const run = (): Promise<Part[]> => runParts(order, entries, server.version_num);
	const parts = await (order.onProgress ? watchRestore(order.target, order.onProgress, run) : run());
	const { verdict, messages } = joinJudgements(parts);
	return {
		verdict,
		messages: messages.map((message) => ({ ...message, text: redactRestoreOutput(message.text).trim() })),
		raw: parts.map(({ stderr }) => redactRestoreOutput(stderr)).join(''),
		seconds: (performance.now() - started) / 1000,
		server,
		entries,
	};
}

interface Part extends RestoreJudgement {
	readonly stderr: string;
}

/**
 * Definitions first; then, with nothing outside in reach, rows and indexes by several connections at once; last and one
 * by one what executes something of the database's own. The order is pg_restore's own.
 */
async function runParts(order: RestoreOrder, entries: readonly ArchiveEntry[], serverVersion: number): Promise<Part[]> {
	const definitions = await runPart(order, { sections: ['pre-data'], entries, jobs: 1 });
	// Whatever broke it off would break off the rest too, and hide the reason behind a thousand others.
	if (!isWhole([definitions])) return [definitions];
	const { most, last } = splitOffLast(entries);
	const rest = async (): Promise<Part[]> => {
		const rows = await runPart(order, {
			sections: ['data', 'post-data'],
			entries: most,
			jobs: chooseJobs(order, serverVersion),
		});
		if (last.length === 0 || !isWhole([rows])) return [rows];
		return [rows, await runPart(order, { sections: ['post-data'], entries: last, jobs: 1 })];
	};
	return [definitions, ...(await withoutOutbound(order.target, rest, isWhole))];
}

/** A newer client speaks past an older server on each of its connections, and several may not speak at once. */
function chooseJobs({ programs, jobs }: RestoreOrder, serverVersion: number): number {
	if (requireProgram(programs, 'pg_restore').major !== Math.floor(serverVersion / 10_000)) return 1;
	return jobs ?? Math.min(availableParallelism(), 4);
}

function isWhole(parts: readonly Part[]): boolean {
	return parts.every(({ verdict }) => verdict !== 'error');
}

async function runPart(
	{ programs, target, archive, signal }: RestoreOrder,
	part: { readonly sections: readonly string[]; readonly entries: readonly ArchiveEntry[]; readonly jobs: number },
): Promise<Part> {
	const end = await withListFile(part.entries, (list) =>
		runClientProgram(target, {
			path: requireProgram(programs, 'pg_restore').path,
			args: [
				// A subscription of the clone would take over production's slot at the publisher.
				'--no-subscriptions',
				// Where on disk a table lies is no part of what it is, and a clone writes nowhere but in its own folder.
				'--no-tablespaces',
				...part.sections.map((section) => `--section=${section}`),
				`--use-list=${list}`,
				...(part.jobs > 1 ? [`--jobs=${part.jobs}`] : []),
				resolve(archive.file),
			],
			signal,
			maxStderrBytes,
		}),
	);
	const judge = part.jobs > 1 ? judgeParallelRestore : judgeRestore;
	return { ...judge(end), stderr: end.stderr };
}
