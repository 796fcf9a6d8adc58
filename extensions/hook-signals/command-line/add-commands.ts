import type { HookExtensionContext, RegisterFunctions } from '@directus/types';
import { readDoctor } from '../../../actions/environment/read-doctor.ts';
import { init } from '../../../actions/installation/init.ts';
import { readStatusAs } from '../../../actions/readiness/read-status.ts';
import type { Runtime } from '../../../actions/runtime/runtime.ts';
import { createApprovals } from '../../../platform/directus/create-approvals.ts';
import { addCanonCommand } from './canon-command.ts';
import { addEvidenceCommands } from './evidence-commands.ts';
import { finish } from './finish.ts';
import { addKeyCommands } from './key-commands.ts';
import { addPlanCommands } from './plan-commands.ts';
import { type Options, type Program, text } from './program.ts';
import { addVerifyCommand } from './verify-command.ts';

/** Adds `directus cutter …`. Each command ends the process itself: Directus would keep it alive. */
export function addCommands(
	{ init: onInit }: RegisterFunctions,
	open: () => Promise<Runtime>,
	context: HookExtensionContext,
): void {
	onInit('cli.before', ({ program }) => {
		const cutter = (program as Program).command('cutter').description('Governed migrations');
		const add = (
			parent: Program,
			name: string,
			description: string,
			work: (runtime: Runtime, options: Options) => Promise<unknown>,
		) =>
			parent
				.command(name)
				.description(description)
				.option('--json', 'one JSON document on standard output')
				.action((options: Options) =>
					finish(context, options['json'] === true, async () => work(await open(), options)),
				);
		add(cutter, 'init', 'Set up schema, installation id, approvals collection and the first seat', (runtime, options) =>
			init(runtime.site, {
				label: text(options, 'label') ?? 'production',
				sovereign: text(options, 'sovereign'),
				verifierRole: text(options, 'verifierRole'),
				createApprovals: () => createApprovals(context),
			}),
		)
			.option('--label <name>', 'what people call this environment', 'production')
			.option('--sovereign <email>', 'who names all other seats')
			.option('--verifier-role <role>', 'database role that the verifier’s own process connects as');
		add(cutter, 'status', 'The verdict of every plan', ({ site }) => readStatusAs(site, 'executor'));
		add(cutter, 'doctor', 'Programs, folders, identity and rights, with remedies', ({ site }) => readDoctor(site));
		addPlanCommands(cutter, open, context);
		addVerifyCommand(cutter, open, context);
		addEvidenceCommands(cutter, open, context);
		addKeyCommands(cutter, open, context);
		addCanonCommand(cutter, context);
	});
}
