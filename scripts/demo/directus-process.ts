import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile, writePrivateJson } from './private-file.ts';
import { type ProcessIdentity, processIdentity } from './process-identity.ts';
import { stopProcess } from './stop-process.ts';

/** Directus ends within a second of SIGTERM; what it started shares its group and ends with it. */
export const DIRECTUS_STOP = { signal: 'SIGTERM', grace: 15_000, group: true } as const;

const noteIn = (folder: string) => join(folder, 'process.json');

/** Leaves a trace of the Directus that runs in a host folder, for the case that whoever started it is killed. */
export function noteDirectus(folder: string, process: ProcessIdentity): void {
	writePrivateJson(noteIn(folder), process);
}

export function forgetDirectus(folder: string): void {
	rmSync(noteIn(folder), { force: true });
}

/** Ends the Directus that a killed process has left running in a host folder, if there is one. */
export async function stopDirectusIn(folder: string): Promise<void> {
	const left = readJsonFile(noteIn(folder), processIdentity);
	if (left === null) return;
	await stopProcess(left, DIRECTUS_STOP);
	forgetDirectus(folder);
}
