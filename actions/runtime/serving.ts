import type { Log } from '../../platform/site.ts';
import type { Runtime } from './runtime.ts';

/** Outlives a hot reload, after which the server does not say again that it has started. */
const key = Symbol.for('dot-iu-cutter.serving');
const shared = globalThis as { [key]?: true };

/** Whether this process serves requests. Directus loads extensions for its command line too, which must take no job. */
export function isServing(): boolean {
	return shared[key] === true;
}

/** The server has started: its worker takes up jobs, also those of a process that died. Before `init` there are none. */
export function startServing(open: () => Promise<Runtime>, log: Pick<Log, 'warn'>): void {
	shared[key] = true;
	open()
		.then((runtime) => runtime.queue())
		.catch((error: Error) => log.warn(error.message));
}
