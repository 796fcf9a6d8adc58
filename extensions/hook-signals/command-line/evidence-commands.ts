import type { HookExtensionContext } from '@directus/types';
import { exportBundle } from '../../../actions/evidence-bundle/export-bundle.ts';
import { anchorAnew } from '../../../actions/ledger/anchor-anew.ts';
import { verifyLedger } from '../../../actions/ledger/verify-ledger.ts';
import type { Runtime } from '../../../actions/runtime/runtime.ts';
import type { LedgerVerification } from '../../../contract/evidence.ts';
import { describeLedger } from '../../../core/evidence/describe-ledger.ts';
import { describeVerification } from '../../../core/evidence-bundle/describe-verification.ts';
import { finish } from './finish.ts';
import { type Options, type Program, text } from './program.ts';

/** Adds `directus cutter evidence verify | export | anchor`. */
export function addEvidenceCommands(
	cutter: Program,
	open: () => Promise<Runtime>,
	context: HookExtensionContext,
): void {
	const evidence = cutter.command('evidence').description('The ledger: verify it, take a run’s evidence along');
	const add = (name: string, description: string) =>
		evidence.command(name).description(description).option('--json', 'one JSON document on standard output');
	const isJson = (options: Options) => options['json'] === true;

	add('verify', 'Recompute every hash, compare with the anchor, and say where what is wrong').action(
		(options: Options) =>
			finish<LedgerVerification>(
				context,
				isJson(options),
				async () => verifyLedger((await open()).site),
				describeLedger,
			),
	);
	add('export', 'Write one archive with all evidence of a run, which verifies without database or network')
		.argument('<run>', 'id of the run')
		.option('--output <file>', 'a file that is not there yet; evidence-<run>.tar otherwise')
		.action((run: string, options: Options) =>
			finish(
				context,
				isJson(options),
				async () => exportBundle((await open()).site, { run, output: text(options, 'output') }),
				(exported) => [`Written: ${exported.file}, ${exported.size_bytes} bytes`, ...describeVerification(exported)],
			),
		);
	add('anchor', 'Make the anchor anew where heads.json is lost for good: on record, with the reason')
		.option('--reason <text>', 'why it is lost')
		.action((options: Options) =>
			finish(context, isJson(options), async () => {
				const reason = text(options, 'reason') ?? '';
				return [`anchored: ${await anchorAnew((await open()).site, { reason, actor: 'command line' })}`];
			}),
		);
}
