import { buildAndPack } from './bundle.mjs';
import { ensureIsolatedVm, ensureNpmPackages, isolatedVmLoads } from './npm-packages.mjs';
import { say } from './progress.mjs';
import { SetupError } from './setup-error.mjs';
import { withSetupLock } from './setup-lock.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * Everything that has to be there before Node 22 takes over: system packages, npm packages, the compiled one among
 * them, the built bundle and its tarball. Each step looks at the thing itself and does nothing when it is there.
 * @param options.chromium whether the Studio tests' browser is needed
 */
export async function prepare({ chromium }) {
	assertPlatform();
	await withSetupLock(async () => {
		await ensureSystemPackages({ compiler: !isolatedVmLoads(), chromium });
		await ensureNpmPackages();
		await ensureIsolatedVm();
		await buildAndPack();
	});
	say('Set-up is complete.');
}

function assertPlatform() {
	if (process.platform === 'linux' && process.arch === 'x64') return;
	throw new SetupError(
		`This set-up needs Linux on x64 (Debian 12 is what it is tried on), and this is ${process.platform} on ` +
			`${process.arch}. Run it in a container or virtual machine of that kind. To use the extension in a Directus ` +
			'of your own, none of this is needed: see the README.',
	);
}
