import type { HookExtensionContext, RegisterFunctions } from '@directus/types';
import { readDoctor } from '../../../actions/environment/read-doctor.ts';
import { init } from '../../../actions/installation/init.ts';
import { verifyLedger } from '../../../actions/ledger/verify-ledger.ts';
import { readStatusAs } from '../../../actions/readiness/read-status.ts';
import type { Runtime } from '../../../actions/runtime/runtime.ts';
import { createApprovals } from '../../../platform/directus/create-approvals.ts';
import { finish } from './finish.ts';

/** The part of commander that is used here; Directus brings it along. */
interface Program {
	command(name: string): Program;
	description(text: string): Program;
	option(flags: string, description: string, fallback?: string): Program;
	action(handler: (options: Record<string, string | boolean | undefined>) => void): Program;
}

/** Adds `directus cutter …`. Each command ends the process itself: Directus would keep it alive. */
export function addCommands(
	{ init: onInit }: RegisterFunctions,
	open: () => Promise<Runtime>,
	context: HookExtensionContext,
): void {
	onInit('cli.before', ({ program }) => {
		const cutter = (program as Program).command('cutter').description('Governed migrations');
		const add = (
			name: string,
			description: string,
			work: (runtime: Runtime, options: Record<string, string | boolean | undefined>) => Promise<unknown>,
		) =>
			cutter
				.command(name)
				.description(description)
				.option('--json', 'one JSON document on standard output')
				.action((options) => finish(context, options['json'] === true, async () => work(await open(), options)));
		add(
			'init',
			'Set up schema, installation id, approvals collection and the first seat',
			(runtime, { label, sovereign }) =>
				init(runtime.site, {
					label: String(label ?? 'production'),
					sovereign: typeof sovereign === 'string' ? sovereign : undefined,
					createApprovals: () => createApprovals(context),
				}),
		)
			.option('--label <name>', 'what people call this environment', 'production')
			.option('--sovereign <email>', 'who names all other seats');
		add('status', 'The verdict of every plan', ({ site }) => readStatusAs(site, 'executor'));
		add('doctor', 'Programs, folders, identity and rights, with remedies', ({ site }) => readDoctor(site));
		cutter
			.command('evidence')
			.description('The ledger')
			.command('verify')
			.description('Recompute every hash and compare with the anchor')
			.option('--json', 'one JSON document on standard output')
			.action((options) => finish(context, options['json'] === true, async () => verifyLedger((await open()).site)));
	});
}
