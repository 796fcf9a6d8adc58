import { access, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { backupObstacle } from '../../../core/backup/backup-obstacle.ts';
import type { Archive } from '../../../core/backup/port.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { ConnectionTarget } from '../connection-target.ts';
import { requireProgram } from '../programs/assert-client-fits.ts';
import type { PgPrograms } from '../programs/find-programs.ts';
import { runClientProgram } from '../programs/run-client-program.ts';
import type { ProgramEnd } from '../programs/run-program.ts';
import { assertWhole } from './assert-whole.ts';
import { describeDumpFailure, describeWriteFailure } from './describe-dump-failure.ts';
import { type OnProgress, type WrittenArchive, writeArchive } from './write-archive.ts';

export interface DumpOrder {
	readonly programs: PgPrograms;
	readonly target: ConnectionTarget;
	/** From `pg_export_snapshot()`, in a transaction that stays open until this has ended. */
	readonly snapshotId: string;
	/** An existing folder that only the operator can read. */
	readonly folder: string;
	/** File name of the archive; must not exist yet. */
	readonly name: string;
	readonly lockWaitTimeoutMs: number;
	/** gzip level, 0 (none) to 9. */
	readonly level: number;
	/** `application_name` of pg_dump's session; its lock waits can then be told from those of others. */
	readonly application?: string | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Called with 0 once pg_dump has read the catalogs and begins to write; awaited. */
	readonly onProgress?: OnProgress | undefined;
}

export interface DumpedArchive extends Archive {
	/** How pg_dump was called, the connection aside. */
	readonly flags: readonly string[];
	/** What pg_dump warned of although it succeeded. */
	readonly warnings: readonly string[];
}

/**
 * Dumps one database at one exported snapshot into a 0600 file of PostgreSQL's custom format.
 * The file appears under its name only when it is complete, on disk, and read back; otherwise nothing is left.
 * @throws CutterError LOCK_HELD when a table stayed locked, GATE_NOT_MET for every other reason; the signal's reason
 */
export async function dumpDatabase(order: DumpOrder): Promise<DumpedArchive> {
	const started = performance.now();
	const file = await claimName(order);
	const partial = `${file}.partial`;
	const handle = await openNew(partial);
	try {
		const flags = flagsOf(order);
		const { written, end } = await dumpInto(handle, order, flags).finally(() => handle.close());
		if (end.code !== 0) throw describeDumpFailure(end, order.target);
		await assertWhole(partial, written);
		await rename(partial, file);
		await syncFolder(order.folder);
		const warnings = end.stderr.split('\n').filter((line) => line !== '');
		return { file, ...written, seconds: (performance.now() - started) / 1000, flags, warnings };
	} catch (error) {
		await rm(partial, { force: true });
		throw error;
	}
}

/** Large objects come along by themselves: pg_dump leaves them out only where a part of the database is asked for. */
function flagsOf({ level, snapshotId, lockWaitTimeoutMs }: DumpOrder): string[] {
	return [
		'--format=custom',
		`--compress=${level}`,
		`--snapshot=${snapshotId}`,
		`--lock-wait-timeout=${lockWaitTimeoutMs}`,
	];
}

async function dumpInto(
	handle: FileHandle,
	order: DumpOrder,
	flags: readonly string[],
): Promise<{ written: WrittenArchive; end: ProgramEnd }> {
	let written: WrittenArchive | undefined;
	const end = await runClientProgram(order.target, {
		path: requireProgram(order.programs, 'pg_dump').path,
		args: flags,
		...(order.application !== undefined && { env: { PGAPPNAME: order.application } }),
		signal: order.signal,
		readStdout: async (stdout) => {
			written = await writeArchive(stdout, handle, order.onProgress).catch((cause: unknown) => {
				throw describeWriteFailure(cause, order.folder);
			});
		},
	});
	if (!written) throw backupObstacle('error', 'pg_dump ended without an archive.');
	return { written, end };
}

/** @returns the absolute path that the archive will have */
async function claimName(order: DumpOrder): Promise<string> {
	requireProgram(order.programs, 'pg_dump');
	assertOrder(order);
	const file = resolve(order.folder, order.name);
	const exists = await access(file).then(
		() => true,
		() => false,
	);
	if (!exists) return file;
	throw new CutterError('WRONG_STATE', `The archive ${file} exists already: archives are never overwritten.`, { file });
}

function assertOrder({ name, level, lockWaitTimeoutMs, snapshotId }: DumpOrder): void {
	const demands: [holds: boolean, demand: string][] = [
		[/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name), 'the archive is named by letters, digits, dots and dashes'],
		[Number.isInteger(level) && level >= 0 && level <= 9, 'the compression level is a whole number from 0 to 9'],
		[Number.isInteger(lockWaitTimeoutMs) && lockWaitTimeoutMs > 0, 'the bound for locks is a number of milliseconds'],
		[snapshotId !== '', 'the snapshot is named'],
	];
	const broken = demands.find(([holds]) => !holds);
	if (broken) throw new CutterError('INVALID_INPUT', `No backup: ${broken[1]}.`, { name, level, lockWaitTimeoutMs });
}

async function openNew(partial: string): Promise<FileHandle> {
	return open(partial, 'wx', 0o600).catch((cause: unknown) => {
		throw cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
			? new CutterError(
					'WRONG_STATE',
					`${partial} is being written, or was left by a backup that was killed: remove it.`,
				)
			: describeWriteFailure(cause, partial);
	});
}

/** Without it a power failure may forget the new name of a file whose bytes are safe. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	await handle.sync().finally(() => handle.close());
}
