// npm run cutter -- plan list: `directus cutter …` against the demo of this checkout, in the folder you stand in.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { DIRECTUS_COMMAND } from './demo/run-directus.ts';
import { root } from './setup/places.mjs';

const host = join(root, '.demo', 'host');
const settings = join(host, '.env');
if (!existsSync(settings)) {
	process.stderr.write('There is no demo yet: start it with `npm start` and leave it running.\n');
	process.exit(2);
}

const [node, cli] = DIRECTUS_COMMAND;
const { status } = spawnSync(node, [cli, 'cutter', ...process.argv.slice(2)], {
	// npm changes into the checkout; paths are meant as seen from where the command was typed.
	cwd: process.env['INIT_CWD'] ?? process.cwd(),
	env: {
		...process.env,
		...parseEnv(readFileSync(settings, 'utf8')),
		// Directus logs to standard output, which belongs to the command.
		LOG_LEVEL: 'silent',
		// The settings are given here; read from the file they would win over the line above.
		CONFIG_PATH: join(host, 'no-file'),
	},
	stdio: 'inherit',
});
process.exit(status ?? 1);
