// node scripts/canon-on-nodes.ts NODE [NODE …]: prints the digest of the canonical corpus on each. All must be the same.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { root } from './setup/places.mjs';

const ENTRY = 'test/core/canon/print-corpus-digest.ts';

const folder = mkdtempSync(join(tmpdir(), 'cutter-canon-'));
try {
	strip(ENTRY, new Set());
	const lines = [process.execPath, ...process.argv.slice(2)].map(runOn);
	process.stdout.write(lines.join(''));
	const digests = new Set(lines.map((line) => line.slice(0, 64)));
	process.exitCode = digests.size === 1 ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}

/** Older versions of Node do not remove types themselves: the file and what it imports, as plain modules. */
function strip(file: string, done: Set<string>): void {
	if (done.has(file)) return;
	done.add(file);
	const code = stripTypeScriptTypes(readFileSync(join(root, file), 'utf8'));
	for (const [, path = ''] of code.matchAll(/from '(\.[^']+\.ts)'/g)) strip(normalize(join(dirname(file), path)), done);
	mkdirSync(join(folder, dirname(file)), { recursive: true });
	writeFileSync(stripped(file), code.replaceAll(/(from '\.[^']+)\.ts'/g, "$1.mjs'"));
}

function runOn(node: string): string {
	return execFileSync(node, [stripped(ENTRY)], { encoding: 'utf8' });
}

function stripped(file: string): string {
	return join(folder, file.replace(/\.ts$/, '.mjs'));
}
