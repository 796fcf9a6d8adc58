import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCluster, startCluster } from '../../scripts/demo/cluster.ts';
import { createClusterFolder, removeClusterFolder, sweepClusterFolders } from '../../scripts/demo/cluster-folder.ts';
import { writePrivateJson } from '../../scripts/demo/private-file.ts';
import { identifyProcess, identityOf, isRunning, type ProcessIdentity } from '../../scripts/demo/process-identity.ts';

/** A process that has run and is gone. */
async function deadProcess(): Promise<ProcessIdentity> {
	const child = spawn('sleep', ['60']);
	const identity = identityOf(child.pid ?? 0);
	child.kill('SIGKILL');
	await once(child, 'exit');
	return identity;
}

function serverIn(folder: string): number {
	return Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

describe('the sweep of cluster folders', () => {
	let scratch = '';
	const made: string[] = [];

	beforeEach(() => {
		// The server's account has to get through to its own folder in it.
		scratch = mkdtempSync('/var/tmp/cutter-sweep-');
		chmodSync(scratch, 0o755);
	});

	afterEach(async () => {
		for (const folder of made.splice(0)) await removeClusterFolder(folder);
		rmSync(scratch, { recursive: true });
	});

	function folderOf(owner: ProcessIdentity, pointer: string | null): string {
		const folder = createClusterFolder(pointer, scratch);
		made.push(folder);
		writePrivateJson(join(folder, 'owner.json'), { owner, pointer });
		return folder;
	}

	test('keeps the folder of a process that still runs', async () => {
		const folder = folderOf(identityOf(process.pid), null);
		await sweepClusterFolders(scratch);
		expect(existsSync(folder)).toBe(true);
	});

	test('removes the folder of a dead process that nothing names', async () => {
		const folder = folderOf(await deadProcess(), null);
		await sweepClusterFolders(scratch);
		expect(existsSync(folder)).toBe(false);
	});

	test('takes a later process with the same id for another one', async () => {
		const now = identityOf(process.pid);
		const folder = folderOf({ ...now, started: String(Number(now.started) - 1) }, null);
		await sweepClusterFolders(scratch);
		expect(existsSync(folder)).toBe(false);
	});

	test('keeps the folder of a dead process as long as its pointer names it', async () => {
		const pointer = join(scratch, 'state.json');
		const folder = folderOf(await deadProcess(), pointer);
		writeFileSync(pointer, JSON.stringify({ cluster: { folder } }));
		await sweepClusterFolders(scratch);
		expect(existsSync(folder)).toBe(true);
		writeFileSync(pointer, JSON.stringify({ cluster: { folder: 'another' } }));
		await sweepClusterFolders(scratch);
		expect(existsSync(folder)).toBe(false);
	});

	test('ends the server that a killed process has left, and no other', async () => {
		const left = await createCluster({ pointer: null, durable: false, parent: scratch });
		const other = await createCluster({ pointer: null, durable: false, parent: scratch });
		made.push(left.folder, other.folder);
		await startCluster(left);
		await startCluster(other);
		const server = identityOf(serverIn(left.folder));
		writePrivateJson(join(left.folder, 'owner.json'), { owner: await deadProcess(), pointer: null });
		await sweepClusterFolders(scratch);
		expect(isRunning(server)).toBe(false);
		expect(existsSync(left.folder)).toBe(false);
		expect(identifyProcess(serverIn(other.folder))).not.toBeNull();
	});
});
