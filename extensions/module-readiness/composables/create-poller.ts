export interface Poller {
	/** Ticks now and goes on; does nothing when it is going already. */
	start(): void;
	stop(): void;
	/** Resolves after a tick that began after this call: what it shows cannot be older than the call. */
	refresh(): Promise<void>;
}

/** Calls `tick` again and again, `interval()` milliseconds after the last one ended, never two at once. */
export function createPoller(tick: () => Promise<void>, interval: () => number): Poller {
	let active = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let inFlight: Promise<void> | undefined;
	let queued: Promise<void> | undefined;

	function run(): Promise<void> {
		clearTimeout(timer);
		inFlight = tick().finally(() => {
			inFlight = undefined;
			if (active) timer = setTimeout(run, interval());
		});
		return inFlight;
	}

	function refresh(): Promise<void> {
		if (inFlight === undefined) return run();
		queued ??= inFlight.then(() => {
			queued = undefined;
			return run();
		});
		return queued;
	}

	function start(): void {
		if (active) return;
		active = true;
		if (inFlight === undefined) void run();
	}

	function stop(): void {
		active = false;
		clearTimeout(timer);
	}

	return { start, stop, refresh };
}
