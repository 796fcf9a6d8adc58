/** Someone asked the command to end: Ctrl-C, a signal, or the process that started it is gone. */
export class StopRequested extends Error {}

/**
 * A signal that fires when the command is asked to end. Asking twice changes nothing: npm, the terminal and the
 * process above each pass Ctrl-C on, and what is being stopped in order must not be cut short by the second one.
 */
export function listenForStop(): AbortSignal {
	const controller = new AbortController();
	const stop = (reason: string) => controller.abort(new StopRequested(reason));
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop(name));
	process.on('disconnect', () => stop('the command that started the demo has ended'));
	// The channel is there to break; it must not keep the process alive.
	process.channel?.unref();
	return controller.signal;
}

/** Awaits `work`, or the request to stop, whichever comes first. What `work` does afterwards is nobody's concern. */
export async function untilStopped<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
	work.catch(() => undefined);
	let onAbort: (() => void) | undefined;
	const stopped = new Promise<never>((_, reject) => {
		onAbort = () => reject(signal.reason);
		if (signal.aborted) onAbort();
		else signal.addEventListener('abort', onAbort);
	});
	try {
		return await Promise.race([work, stopped]);
	} finally {
		if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
	}
}
