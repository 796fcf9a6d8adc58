// Everything in this folder is plain JavaScript in the syntax of old Node versions: it runs before Node 22 is there.

// The programs of one command count from the same moment: Node 22 is told by the Node that starts it.
export const begun = Number(process.env.CUTTER_COMMAND_BEGUN) || Date.now();
const HEARTBEAT_MS = 15000;

/** Prints one progress line with the seconds since the command began. */
export function say(text) {
	process.stdout.write(`[${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s] ${text}\n`);
}

/** Says what is being done, and keeps saying so while `work` lasts, so that minutes of compiling never look hung. */
export async function step(text, work) {
	say(`${text} …`);
	const stepBegun = Date.now();
	const heartbeat = setInterval(() => {
		say(`  still at it (${Math.round((Date.now() - stepBegun) / 1000)} s): ${text}`);
	}, HEARTBEAT_MS);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
	}
}
