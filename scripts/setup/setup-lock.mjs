import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './places.mjs';
import { say } from './progress.mjs';
import { remove } from './remove.mjs';

const POLL_MS = 250;
const UNSIGNED_MS = 5000;

/** Lets one command at a time set up this checkout: `npm start` and `npm test` side by side would build over each other. */
export async function withSetupLock(work) {
	const folder = join(cacheFolder(), 'setup.lock');
	await takeLock(folder);
	try {
		return await work();
	} finally {
		remove(folder);
	}
}

async function takeLock(folder) {
	for (let waited = 0; ; waited += 1) {
		try {
			mkdirSync(folder);
			writeFileSync(join(folder, 'pid'), String(process.pid));
			return;
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		if (isAbandoned(folder)) remove(folder);
		else if (waited === 0) say('Waiting for another command that is setting up this checkout …');
		await new Promise((resolve) => setTimeout(resolve, POLL_MS));
	}
}

function isAbandoned(folder) {
	try {
		const holder = Number(readFileSync(join(folder, 'pid'), 'utf8'));
		if (holder > 0) return !isAlive(holder);
		return Date.now() - statSync(folder).mtimeMs > UNSIGNED_MS;
	} catch {
		return isOldOrGone(folder);
	}
}

function isOldOrGone(folder) {
	try {
		return Date.now() - statSync(folder).mtimeMs > UNSIGNED_MS;
	} catch {
		return false;
	}
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}
