// npm test [-- arguments of vitest]: sets everything up, a browser too, then runs every test in Node 22.
import { prepare } from './setup/prepare.mjs';
import { runCommand } from './setup/run-command.mjs';
import { runNode22 } from './setup/run-node22.mjs';

runCommand(async () => {
	await prepare({ chromium: true });
	return runNode22(['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], { channel: false });
});
