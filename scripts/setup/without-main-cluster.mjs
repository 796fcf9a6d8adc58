import { dirname } from 'node:path';
import { aptInstall, runAsRoot } from './apt.mjs';
import { runProgram } from './run-program.mjs';
import { SetupError } from './setup-error.mjs';

const CONFIG = '/etc/postgresql-common/createcluster.conf';
const DROP_IN = '/etc/postgresql-common/createcluster.d/dot-iu-cutter.conf';

/**
 * Debian's server package creates and starts a cluster `main` on port 5432. This asks it not to while `work` installs,
 * and takes the request back afterwards: the machine's later installations stay as its owner expects them.
 */
export async function withoutMainCluster(work) {
	// The file belongs to postgresql-common; written before that package is there, it becomes a dpkg conflict.
	await aptInstall(['postgresql-common']);
	await runAsRoot('mkdir', ['-p', dirname(DROP_IN)]);
	await runAsRoot('tee', [DROP_IN], { input: 'create_main_cluster = false\n' });
	try {
		await assertMainClusterOff();
		return await work();
	} finally {
		await runAsRoot('rm', ['-f', DROP_IN]);
	}
}

async function assertMainClusterOff() {
	// The very command with which the package's own installation script asks.
	const answer = await runProgram('pg_conftool', [CONFIG, 'show', '-bs', 'create_main_cluster']);
	if (answer.trim() === 'off') return;
	throw new SetupError(
		`PostgreSQL's packages would create a cluster on port 5432 although ${DROP_IN} says not to (answer: ` +
			`"${answer.trim()}"). Set "create_main_cluster = false" in ${CONFIG} and run the command again.`,
	);
}
