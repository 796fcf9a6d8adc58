import type { HookExtensionContext } from '@directus/types';
import { z } from 'zod';
import { parseInput } from '../../../actions/access/parse-input.ts';
import { askForVerification } from '../../../actions/pair/ask-for-verification.ts';
import { watchVerifications } from '../../../actions/pair/watch-verifications.ts';
import type { Runtime } from '../../../actions/runtime/runtime.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { refusalOf } from '../../../core/errors/refusal-of.ts';
import { finish } from './finish.ts';
import type { Options, Program } from './program.ts';

/** Adds `directus cutter verify [run] [--watch]`. */
export function addVerifyCommand(cutter: Program, open: () => Promise<Runtime>, context: HookExtensionContext): void {
	cutter
		.command('verify')
		.description('Verify a committed run as the verifier; or serve verifications until stopped')
		.argument('[run]', 'id of the run')
		.option('--watch', 'serve the verifications of all processes; needs the verifier’s key')
		.option('--json', 'one JSON document on standard output')
		.action((run: string | undefined, options: Options) =>
			finish(context, options['json'] === true, async () =>
				options['watch'] === true ? watch(await open()) : verifyOne(await open(), run),
			),
		);
}

async function watch({ site }: Runtime): Promise<string> {
	const stop = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
	process.stderr.write(`Serving verifications as ${site.target.user}; end with Ctrl-C.\n`);
	await watchVerifications(site, stop.signal);
	return 'Stopped.';
}

async function verifyOne(runtime: Runtime, run: string | undefined) {
	if (run === undefined) throw new CutterError('INVALID_INPUT', 'Name a run, or --watch.');
	const { result, error } = await askForVerification(runtime, parseInput(z.uuid(), run));
	if (error) throw refusalOf(error.code, error.message, error.gates);
	return result;
}
