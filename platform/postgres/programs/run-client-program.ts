import type { ConnectionTarget } from '../connection-target.ts';
import { toConninfo } from './conninfo.ts';
import { type ProgramEnd, type ProgramRun, runProgram } from './run-program.ts';
import { scrubSecrets } from './scrub-secrets.ts';
import { withPassFile } from './with-pass-file.ts';

/** Runs pg_dump or pg_restore against a target. It never prompts, and its words come back without the password. */
export async function runClientProgram(target: ConnectionTarget, run: ProgramRun): Promise<ProgramEnd> {
	const args = [`--dbname=${toConninfo(target)}`, '--no-password', ...run.args];
	return withPassFile(target.password, async (passFile) => {
		const end = await runProgram({ ...run, args, env: { ...run.env, PGPASSFILE: passFile } });
		return { ...end, stderr: scrubSecrets(end.stderr, [target.password]) };
	});
}
