// node scripts/verify-bundle/build.mjs [file]: the stand-alone verifier as one file, by the builder that makes the bundle.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node22, root } from '../setup/places.mjs';

const SHEBANG = '#!/usr/bin/env node\n';
const output = process.argv[2] ?? join(root, 'dist', 'verify-evidence.js');
const builder = join(root, 'node_modules', '@directus', 'extensions-sdk', 'cli.js');

// The builder knows extensions only; what it does with an endpoint is what is needed here: one module for Node.
execFileSync(node22, [builder, 'build', '-t', 'endpoint', '-i', 'scripts/verify-bundle/main.ts', '-o', output], {
	cwd: root,
	stdio: ['ignore', 'ignore', 'inherit'],
});
const code = readFileSync(output, 'utf8').replace(/^#!.*\n/, '');
writeFileSync(output, SHEBANG + code);
chmodSync(output, 0o755);
