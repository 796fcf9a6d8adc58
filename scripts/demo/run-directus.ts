import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { node22, root } from '../setup/places.mjs';
import { type DirectusConfiguration, directusEnvironment } from './directus-environment.ts';

/** Directus's command line; started with the Node it needs, whatever `node` means elsewhere. */
export const DIRECTUS_COMMAND = [node22, join(root, 'node_modules', 'directus', 'cli.js')] as const;

const TIMEOUT_MS = 600_000;

export interface Ended {
	/** Exit code; null when a signal ended it. */
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	/** Settings for this command only, such as `CUTTER_ADMIN_DATABASE_URL` for `init`. */
	readonly environment?: Readonly<Record<string, string>>;
	/** Ends the command when it fires. */
	readonly signal?: AbortSignal;
}

/** Runs one command of Directus's command line in the host folder, to its end. */
export function runDirectus(
	host: DirectusConfiguration,
	args: readonly string[],
	options: RunOptions = {},
): Promise<Ended> {
	const [node, cli] = DIRECTUS_COMMAND;
	return new Promise((resolve, reject) => {
		const child = spawn(node, [cli, ...args], {
			cwd: host.folder,
			env: directusEnvironment(host, options.environment),
			stdio: ['ignore', 'pipe', 'pipe'],
			timeout: TIMEOUT_MS,
			...(options.signal === undefined ? {} : { signal: options.signal }),
		});
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		child.on('error', reject);
		child.on('close', (code) => resolve({ code, stdout, stderr }));
	});
}

/** `directus cutter …`; silent but for what the command itself prints, so that `--json` gives one document. */
export function runCutter(
	host: DirectusConfiguration,
	args: readonly string[],
	options: RunOptions = {},
): Promise<Ended> {
	const environment = { LOG_LEVEL: 'silent', ...options.environment };
	return runDirectus(host, ['cutter', ...args], { ...options, environment });
}
