import { SetupError } from './setup-error.mjs';

/** Runs a command's whole work: its exit code becomes this process's; what a person has to mend is told without a stack. */
export function runCommand(work) {
	work().then(
		(code) => {
			process.exitCode = code;
		},
		(error) => {
			process.stderr.write(`\n${error instanceof SetupError ? error.message : error.stack}\n`);
			process.exitCode = 1;
		},
	);
}
