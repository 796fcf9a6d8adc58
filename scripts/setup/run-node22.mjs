import { spawn } from 'node:child_process';
import { node22, root } from './places.mjs';
import { begun } from './progress.mjs';

/**
 * Hands over to Node 22 and resolves with its exit code.
 * @param options.channel opens a channel that is there to break: whichever way this process ends, the other notices
 */
export function runNode22(args, { channel }) {
	const child = spawn(node22, ['--disable-warning=ExperimentalWarning', ...args], {
		cwd: root,
		env: Object.assign({}, process.env, { CUTTER_COMMAND_BEGUN: String(begun) }),
		stdio: ['inherit', 'inherit', 'inherit'].concat(channel ? ['ipc'] : []),
	});
	const forward = (signal) => child.kill(signal);
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => forward(signal));
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => resolve(code === null ? 1 : code));
	});
}
