import { defineHook } from '@directus/extensions-sdk';
import { getRuntime, type Runtime } from '../../actions/runtime/runtime.ts';
import { isServing, startServing } from '../../actions/runtime/serving.ts';
import { sweepDrift } from '../../actions/signal/check-drift.ts';
import { toHostContext } from '../../platform/directus/host-context.ts';
import { addCommands } from './command-line/add-commands.ts';
import { guardApprovals } from './guard-approvals.ts';

/** Registry of the tools; an edit of it is looked at once it is stored. */
const dotTools = 'dot_tools';

export default defineHook((register, context) => {
	const host = toHostContext(context);
	const open = () => getRuntime(host);
	register.action('server.start', () => startServing(open, host.logger));
	const look = async () => {
		if (!isServing()) return;
		const runtime: Runtime = await open();
		await runtime.assertSetUp();
		await sweepDrift(runtime.site);
	};
	const lookQuietly = () =>
		look().catch((error: Error) => host.logger.warn(`drift was not looked at: ${error.message}`));
	for (const event of ['create', 'update', 'delete']) register.action(`${dotTools}.items.${event}`, lookQuietly);
	register.schedule('*/5 * * * *', lookQuietly);
	guardApprovals(register, open, host.logger);
	addCommands(register, open, context);
});
