import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { stopDirectusIn } from './directus-process.ts';
import { readJsonFile } from './private-file.ts';
import { identityOf, isRunning, processIdentity } from './process-identity.ts';

/** The files of a demo, all under one git-ignored folder that only its owner may read. */
export interface DemoFolder {
	readonly path: string;
	/** Secrets and the cluster's place; survives. */
	readonly state: string;
	/** What scripts and checks read while the demo runs; removed when it stops. */
	readonly published: string;
	readonly host: string;
	/** Plans of whoever tries the demo; they survive. */
	readonly plans: string;
	/** What belongs to the verifier's own process, its key among it. */
	readonly verifier: string;
}

const runNote = z.strictObject({ owner: processIdentity });

/**
 * Holds a demo folder for the time of `work`: one command at a time, and what a killed one left running is ended first.
 * @throws Error when another command has the demo running
 */
export async function withDemoFolder(path: string, work: (folder: DemoFolder) => Promise<void>): Promise<void> {
	const note = join(path, 'run.json');
	const published = join(path, 'demo.json');
	const host = join(path, 'host');
	const plans = join(path, 'plans');
	const verifier = join(path, 'verifier');
	mkdirSync(plans, { recursive: true, mode: 0o700 });
	releaseKilledRun(note);
	takeNote(note);
	rmSync(published, { force: true });
	try {
		await stopDirectusIn(verifier);
		await stopDirectusIn(host);
		await work({ path, published, host, plans, verifier, state: join(path, 'state.json') });
	} finally {
		rmSync(published, { force: true });
		rmSync(note, { force: true });
	}
}

function releaseKilledRun(note: string): void {
	const known = readJsonFile(note, runNote);
	if (known === null) return;
	if (isRunning(known.owner)) {
		throw new Error(`the demo of this checkout is running already (process ${known.owner.pid}); stop it first`);
	}
	rmSync(note, { force: true });
}

function takeNote(note: string): void {
	try {
		// Two starts at the same moment: the one that creates the file has the demo.
		writeFileSync(note, JSON.stringify({ owner: identityOf(process.pid) }), { mode: 0o600, flag: 'wx' });
	} catch (cause) {
		throw new Error('another command is starting the demo of this checkout at this moment', { cause });
	}
}
