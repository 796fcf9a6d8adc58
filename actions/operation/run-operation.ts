import { z } from 'zod';
import { type ActionView, runAction } from '../../contract/runs.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { refusalOf } from '../../core/errors/refusal-of.ts';
import { foldRun } from '../../core/run/fold-run.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import { type Accountability, identifyCaller } from '../access/identify-caller.ts';
import { parseInput } from '../access/parse-input.ts';
import { recordRefusal } from '../access/record-refusal.ts';
import { awaitAction, requestAction } from '../action/request-action.ts';
import { gatherFacts, remainingSteps } from '../facts/gather-facts.ts';
import { readStatus } from '../readiness/read-status.ts';
import { readRunContext } from '../run/read-run-context.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** Fields of the operation in a Flow; templates arrive resolved, and an empty field as null or ''. */
const operationOptions = z.object({
	action: z.union([runAction, z.literal('status')]),
	run: z.union([z.uuid(), z.literal(''), z.null()]).optional(),
	plan: z.string().nullish(),
	environment: z.string().nullish(),
	wait: z.boolean().nullish(),
	fail_on: z.enum(['gate', 'error']).nullish(),
});

export interface OperationResult {
	readonly run: string | null;
	readonly action: string;
	/** `waiting` for an incomplete quorum; else the run's phase, or how the action ended. */
	readonly verdict: string;
	readonly next: string;
	readonly evidence: readonly string[];
}

/**
 * One gated step of a Flow. It authorises itself: a Flow without a user is refused, whatever triggered it.
 * @throws CutterError for the reject path, with the code and the gates
 */
export async function runOperation(
	runtime: Runtime,
	accountability: Accountability | null,
	input: unknown,
): Promise<OperationResult> {
	const { site } = runtime;
	await runtime.assertSetUp();
	if (!accountability?.user) {
		throw new CutterError(
			'UNAUTHENTICATED',
			'A Flow without a user may not act: a webhook or schedule Flow carries none. Trigger it by an event of a logged-in user.',
		);
	}
	const caller = await identifyCaller(site, accountability);
	const options = parseInput(operationOptions, input);
	if (options.action === 'status') {
		const { plans } = await readStatus(site, caller);
		return {
			run: null,
			action: 'status',
			verdict: plans.map(({ plan, verdict }) => `${plan} ${verdict}`).join(', '),
			next: '',
			evidence: [],
		};
	}
	if (!options.run) throw new CutterError('INVALID_INPUT', 'run: name the run, e.g. {{$trigger.payload.run}}.');
	const { action, run } = { action: options.action, run: options.run };
	try {
		if (action === 'migrate' && (await isQuorumOpen(runtime, run))) {
			return { run, action, verdict: 'waiting', next: 'Another seat holder has to sign.', evidence: [] };
		}
		const asked = await requestAction(site, await runtime.queue(), caller, { run, action });
		if (options.wait === false)
			return { run, action, verdict: asked.state, next: `GET /cutter/runs/${run}`, evidence: [] };
		return await conclude(runtime, await awaitAction(site, asked.id), options.fail_on ?? 'gate');
	} catch (error) {
		if (!(error instanceof CutterError) || error.code !== 'GATE_NOT_MET')
			await recordRefusal(site, { actor: caller.user, action }, error);
		throw error;
	}
}

/** Only the quorum is missing, or the rehearsal before it: nothing to refuse, something to wait for. */
async function isQuorumOpen({ site }: Runtime, runId: string): Promise<boolean> {
	return withPooled(site.pool, (session) =>
		withReadOnly(session, async () => {
			const context = await readRunContext(site, session, runId);
			const { quorum } = await gatherFacts(site, session, context, remainingSteps(context.plan, context.position));
			return quorum !== null && !quorum.complete && quorum.rejected_by.length === 0;
		}),
	);
}

async function conclude({ site }: Runtime, settled: ActionView, failOn: 'gate' | 'error'): Promise<OperationResult> {
	const { run, action, error, result } = settled;
	if (error && (failOn === 'gate' || error.code !== 'GATE_NOT_MET'))
		throw refusalOf(error.code, error.message, error.gates);
	if (result?.outcome === 'fail' && failOn === 'gate')
		throw new CutterError('GATE_NOT_MET', result.message, { gates: [] });
	const { phase } = await withPooled(site.pool, async (session) => foldRun(await readEvidence(session, run)));
	return {
		run,
		action,
		verdict: error ? 'blocked' : phase,
		next: error?.message ?? result?.message ?? '',
		evidence: result?.evidence ?? [],
	};
}
