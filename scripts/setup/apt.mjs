import { existsSync, readFileSync } from 'node:fs';
import { findOnPath } from './places.mjs';
import { runProgram } from './run-program.mjs';

const LOCK_SECONDS = 300;

/** True on Debian, Ubuntu and their kin with apt-get. */
export function hasApt() {
	if (!existsSync('/etc/os-release') || !findOnPath('apt-get')) return false;
	return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** True where packages can be installed: as root, or through sudo. */
export function maySetUpSystem() {
	return process.getuid() === 0 || findOnPath('sudo') !== null;
}

/** Runs a program with the rights of root; `sudo` may ask for a password where there is someone to answer. */
export function runAsRoot(file, args, options) {
	if (process.getuid() === 0) return runProgram(file, args, options);
	const quiet = process.stdin.isTTY ? [] : ['-n'];
	return runProgram('sudo', [...quiet, file, ...args], options);
}

export function aptUpdate() {
	return runAsRoot('apt-get', ['update', '-q']);
}

export function aptInstall(packages) {
	const options = ['-y', '-q', '--no-install-recommends', '-o', `DPkg::Lock::Timeout=${LOCK_SECONDS}`];
	return runAsRoot('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', ...options, ...packages]);
}

/** True when the release offers the package. */
export function aptOffers(name) {
	return runProgram('apt-cache', ['show', '--no-all-versions', name]).then(
		() => true,
		() => false,
	);
}
