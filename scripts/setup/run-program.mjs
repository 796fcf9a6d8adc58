import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root } from './places.mjs';
import { SetupError } from './setup-error.mjs';

const SHOWN_LINES = 25;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end. Its output goes to `.cache/setup.log`; only a failure shows the last lines of it.
 * @param options.env the whole environment; default: this process's
 * @param options.cwd default: the checkout
 * @param options.input text for its standard input
 * @throws SetupError when it cannot be started or ends with anything but 0
 */
export function runProgram(file, args, options) {
	const { env, input, cwd } = options || {};
	const log = join(cacheFolder(), 'setup.log');
	appendFileSync(log, `\n$ ${file} ${args.join(' ')}\n`);
	return new Promise((resolve, reject) => {
		const stdin = input === undefined ? 'inherit' : 'pipe';
		const child = spawn(file, args, { cwd: cwd || root, env: env || process.env, stdio: [stdin, 'pipe', 'pipe'] });
		let output = '';
		const keep = (bytes) => {
			output += bytes;
			appendFileSync(log, bytes);
		};
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		if (input !== undefined) child.stdin.end(input);
		// Asked to end, this process first ends the program; its failure then ends whatever waits for it.
		const pass = (signal) => child.kill(signal);
		for (const signal of STOP_SIGNALS) process.on(signal, pass);
		const letGo = () => {
			for (const signal of STOP_SIGNALS) process.removeListener(signal, pass);
		};
		child.on('error', (error) => reject(new SetupError(`${file} could not be started: ${error.message}`)));
		child.on('close', (code, signal) => {
			letGo();
			if (code === 0) return resolve(output);
			const ending = code === null ? `was ended by ${signal}` : `ended with ${code}`;
			return reject(
				new SetupError(`${file} ${args.join(' ')} ${ending}:\n${excerpt(output)}\n(the whole output is in ${log})`),
			);
		});
	});
}

/** The part that tells why: npm prints its whole manual after the reason, compilers print theirs at the end. */
function excerpt(output) {
	const lines = output.trimEnd().split('\n');
	const reason = lines.findIndex((line) => /^npm (error|ERR!)/.test(line));
	return (reason === -1 ? lines.slice(-SHOWN_LINES) : lines.slice(reason, reason + SHOWN_LINES)).join('\n');
}
