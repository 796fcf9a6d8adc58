import { existsSync, rmSync } from 'node:fs';
import { removeClusterFolder } from './cluster-folder.ts';
import type { DemoFolder } from './demo-folder.ts';
import { type DemoState, demoState } from './demo-state.ts';
import { draftDemo } from './draft-demo.ts';
import { readJsonFile } from './private-file.ts';

/** A demo that is being run: found complete, or new and to be filled. */
export interface Demo {
	readonly folder: DemoFolder;
	readonly isNew: boolean;
	readonly state: DemoState;
}

export async function openDemo(folder: DemoFolder): Promise<Demo> {
	const found = readJsonFile(folder.state, demoState);
	if (found !== null && existsSync(found.cluster.folder)) return { folder, isNew: false, state: found };
	// What a killed first start has laid out belongs to a cluster that is gone; so does all else when a clean-up of
	// temporary folders has taken the cluster.
	rmSync(folder.state, { force: true });
	for (const left of [folder.host, folder.verifier]) rmSync(left, { recursive: true, force: true });
	return { folder, isNew: true, state: await draftDemo(folder.state) };
}

/** Removes a demo with its data; what a different version has written too. */
export async function discardDemo(folder: DemoFolder): Promise<void> {
	const cluster = readClusterFolder(folder);
	if (cluster !== null) await removeClusterFolder(cluster);
	rmSync(folder.state, { force: true });
	for (const left of [folder.host, folder.verifier]) rmSync(left, { recursive: true, force: true });
}

function readClusterFolder(folder: DemoFolder): string | null {
	try {
		return readJsonFile(folder.state, demoState)?.cluster.folder ?? null;
	} catch {
		// Not readable by this version: without its pointer the cluster is swept like any abandoned one.
		return null;
	}
}
