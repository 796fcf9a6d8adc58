import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { ConnectionTarget } from '../connection-target.ts';
import { scrubSecrets } from '../programs/scrub-secrets.ts';
import { withClient } from '../with-client.ts';
import { dataFolderOf } from './cluster-folder.ts';
import { logOf } from './start-server.ts';

const pollMs = 20;
const ownMarks = z.object({ data_directory: z.string(), listen_addresses: z.string(), version_num: z.coerce.number() });

/**
 * Waits until the server answers a query, and reads back that it is ours and listens to nobody else.
 * @returns its `server_version_num`
 * @throws CutterError GATE_NOT_MET with the end of its log
 */
export async function awaitServer(
	folder: string,
	server: ChildProcess,
	target: ConnectionTarget,
	boundMs: number,
): Promise<number> {
	const deadline = performance.now() + boundMs;
	for (;;) {
		const marks = await askMarks(target).catch(() => null);
		if (marks) return assertOwn(marks, folder);
		if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null)
			throw await describe('ended at its start', folder, target);
		if (performance.now() > deadline) throw await describe(`did not answer within ${boundMs} ms`, folder, target);
		await sleep(pollMs);
	}
}

async function askMarks(target: ConnectionTarget): Promise<z.infer<typeof ownMarks>> {
	return withClient(target, 'dot-iu-cutter clone', async (client) => {
		const { rows } = await client.query(
			`SELECT current_setting('data_directory') AS data_directory, current_setting('listen_addresses') AS listen_addresses,
				current_setting('server_version_num') AS version_num`,
		);
		return ownMarks.parse(rows[0]);
	});
}

function assertOwn(marks: z.infer<typeof ownMarks>, folder: string): number {
	if (marks.data_directory === dataFolderOf(folder) && marks.listen_addresses === '') return marks.version_num;
	throw new CutterError('GATE_NOT_MET', 'The server that answers is not the clone, or it listens on a network.', {
		...marks,
		folder,
	});
}

async function describe(what: string, folder: string, target: ConnectionTarget): Promise<CutterError> {
	const log = await readFile(logOf(folder), 'utf8').catch(() => '');
	const said = scrubSecrets(log.trim().split('\n').slice(-5).join('\n'), [target.password]);
	return new CutterError('GATE_NOT_MET', `The clone's server ${what}.\n${said}`, { log: said });
}
