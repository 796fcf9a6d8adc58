import { existsSync } from 'node:fs';
import { say, step } from '../setup/progress.mjs';
import { type RunningCluster, startCluster } from './cluster.ts';
import { removeClusterFolder } from './cluster-folder.ts';
import type { Demo } from './demo.ts';

/** The demo's PostgreSQL for the time of `work`. A cluster whose demo was never completed is removed. */
export async function withCluster(demo: Demo, work: (cluster: RunningCluster) => Promise<void>): Promise<void> {
	try {
		const cluster = await step('Starting PostgreSQL', () => startCluster(demo.state.cluster));
		try {
			await work(cluster);
		} finally {
			say('Stopping PostgreSQL …');
			await cluster.stop();
		}
	} finally {
		if (!existsSync(demo.folder.state)) await removeClusterFolder(demo.state.cluster.folder);
	}
}
