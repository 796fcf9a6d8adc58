import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/setup/places.mjs';

const sources = (folder: string) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.(ts|vue)$/.test(name))
		.map((name) => join(folder, name));

/** A dump holds password hashes and plain static tokens: what answers a request must not know where dumps lie. */
it('no entry of the bundle, and nothing that crosses the wire, knows the folder of backups', () => {
	const knows = [...sources('extensions'), ...sources('contract')].filter((file) =>
		/backup-folder|['"`/]backups['"`/]|recordedArchive|\.dump['"`]/.test(readFileSync(join(root, file), 'utf8')),
	);
	expect(knows).toEqual([]);
});

it('only actions and the folder itself do', () => {
	const importers = ['actions', 'platform', 'core']
		.flatMap(sources)
		.filter((file) =>
			/artifacts\/backup-folder\.ts'|\.\/backup-folder\.ts'/.test(readFileSync(join(root, file), 'utf8')),
		);
	expect(importers.length).toBeGreaterThan(1);
	expect(importers.filter((file) => !/^actions\/(backup|closeout)\//.test(file))).toEqual([]);
});
