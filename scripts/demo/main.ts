import { join } from 'node:path';
import { root } from '../setup/places.mjs';
import { say } from '../setup/progress.mjs';
import { ApiError } from './api-client.ts';
import { readOptions, USAGE } from './options.ts';
import { runDemo } from './run-demo.ts';
import { listenForStop, StopRequested } from './stop-request.ts';

const INTERRUPTED = 130;
const MISUSED = 2;

async function main(): Promise<number> {
	const options = parse();
	if (options === null) return MISUSED;
	try {
		await runDemo(join(root, '.demo'), options, listenForStop());
		say('Done.');
		return 0;
	} catch (error) {
		if (error instanceof StopRequested) {
			say(`Stopped before the end (${error.message}).`);
			return INTERRUPTED;
		}
		console.error(explain(error));
		return 1;
	}
}

/** A plain Error, or a refusal by the API, is written for the reader; anything else is a defect, whose stack is wanted. */
function explain(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	if (error.constructor !== Error && !(error instanceof ApiError)) return error;
	return error.cause instanceof Error ? `${error.message}\n  because: ${error.cause.message}` : error.message;
}

function parse() {
	try {
		return readOptions(process.argv.slice(2));
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
		return null;
	}
}

// An abandoned step of a stopped demo may still wait on something; nothing is left to wait for.
process.exit(await main());
