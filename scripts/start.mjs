// npm start [-- --unattended]: sets everything up, then lets Node 22 run the demo.
import { prepare } from './setup/prepare.mjs';
import { runCommand } from './setup/run-command.mjs';
import { runNode22 } from './setup/run-node22.mjs';

runCommand(async () => {
	await prepare({ chromium: false });
	return runNode22(['scripts/demo/main.ts', ...process.argv.slice(2)], { channel: true });
});
