import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DirectusConfiguration, directusSettings, extensionsFolder } from './directus-environment.ts';
import { writePrivateFile, writePrivateJson } from './private-file.ts';

const EXTENSION = 'directus-extension-dot-iu-cutter';

/**
 * Lays out a Directus project whose only extension is the packed bundle, unpacked as an installation would:
 * what the demo and the tests run is what npm publishes.
 * @param tarball the bundle as `npm pack` made it
 */
export function layOutDirectusFolder(host: DirectusConfiguration, tarball: string): void {
	const extension = join(extensionsFolder(host.folder), EXTENSION);
	rmSync(extension, { recursive: true, force: true });
	for (const folder of [extension, join(host.folder, 'uploads'), join(host.folder, 'artifacts')]) {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
	}
	execFileSync('tar', ['-xzf', tarball, '-C', extension, '--strip-components=1', '--no-same-owner']);
	if (!existsSync(join(extension, 'dist', 'api.js'))) throw new Error(`${tarball} holds no dist/api.js`);
	// Directus reads the project's own manifest to find extensions among its dependencies.
	writePrivateJson(join(host.folder, 'package.json'), { name: 'directus-host', private: true, type: 'module' });
	writePrivateFile(join(host.folder, '.env'), dotenv(directusSettings(host)));
}

function dotenv(settings: Readonly<Record<string, string>>): string {
	const lines = Object.entries(settings).map(([name, value]) => {
		if (/['\n]/.test(value)) throw new Error(`the setting ${name} holds a quote or a line break`);
		return `${name}='${value}'`;
	});
	return `${lines.join('\n')}\n`;
}
