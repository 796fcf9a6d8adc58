import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestFiles } from './digest-files.mjs';
import { runNpm } from './pinned-npm.mjs';
import { cacheFolder, node22, root } from './places.mjs';
import { step } from './progress.mjs';
import { remove } from './remove.mjs';
import { runProgram } from './run-program.mjs';
import { SetupError } from './setup-error.mjs';
import { withSetupLock } from './setup-lock.mjs';

const SOURCES = [
	...['contract', 'core', 'platform', 'actions', 'extensions', 'scripts/verify-bundle'],
	...['extension.config.js', 'package.json'],
];
const BUILT = ['dist'];
const PACKED = ['dist', 'plans', 'sql', 'package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'];

/** The bundle of the sources as they are, built and packed; returns the tarball's path. */
export async function prepareBundle() {
	return withSetupLock(buildAndPack);
}

export async function buildAndPack() {
	await ensureBundle();
	return packBundle();
}

/** Builds `dist/` unless it is what these very sources gave; both ends are digested, so an edited `dist/` is rebuilt. */
async function ensureBundle() {
	const sources = digestFiles(SOURCES.concat('package-lock.json', 'tsconfig.json'));
	const known = readRecord('built.json');
	if (known && known.sources === sources && known.built === digestFiles(BUILT)) return;
	await step('Building the extension bundle', async () => {
		// Left-overs, such as source maps of an earlier development build, would be packed.
		remove(join(root, 'dist'));
		const builder = join('node_modules', '@directus', 'extensions-sdk', 'cli.js');
		const output = await runProgram(node22, [builder, 'build']);
		await runProgram(node22, [join('scripts', 'verify-bundle', 'build.mjs')]);
		for (const file of ['app.js', 'api.js', 'verify-evidence.js']) {
			if (!existsSync(join(root, 'dist', file))) throw new SetupError(`The build made no dist/${file}:\n${output}`);
		}
	});
	writeRecord('built.json', { sources, built: digestFiles(BUILT) });
}

/** Packs the bundle as npm would publish it, unless that was done for these very files; returns the tarball's path. */
async function packBundle() {
	const packed = digestFiles(PACKED);
	const known = readRecord('packed.json');
	if (known && known.packed === packed && existsSync(known.tarball)) return known.tarball;
	const folder = mkdtempSync(join(cacheFolder(), 'pack-'));
	try {
		// Without scripts: `prepack` builds for who publishes by hand, and here that is done.
		await step('Packing the extension bundle', () =>
			runNpm(['pack', '--ignore-scripts', '--pack-destination', folder]),
		);
		const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
		if (!name) throw new SetupError('npm pack has ended well, yet made no tarball.');
		const tarball = join(cacheFolder(), name);
		renameSync(join(folder, name), tarball);
		writeRecord('packed.json', { packed, tarball });
		return tarball;
	} finally {
		remove(folder);
	}
}

function readRecord(name) {
	const file = join(cacheFolder(), name);
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		// Absent or cut short by a kill: the work is simply done again.
		return null;
	}
}

function writeRecord(name, record) {
	writeFileSync(join(cacheFolder(), name), JSON.stringify(record));
}
