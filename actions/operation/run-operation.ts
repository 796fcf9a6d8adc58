import { z } from 'zod';
import { type ActionView, type RunAction, runAction } from '../../contract/runs.ts';
import { approvalsCollection, signOffKind } from '../../contract/sign-offs.ts';
import { assertMayAsk, assertMayRead, type Caller } from '../../core/access/caller.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { refusalOf } from '../../core/errors/refusal-of.ts';
import { foldRun } from '../../core/run/fold-run.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
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
	action: z.union([runAction, z.literal('status'), z.literal('sign').transform(() => 'sign-pair' as const)]),
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
 * @param data what the Flow has gathered, its trigger first
 * @throws CutterError for the reject path, with the code and the gates
 */
export async function runOperation(
	runtime: Runtime,
	accountability: Accountability | null,
	input: unknown,
	data: unknown = {},
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
	try {
		await assertEnvironment(site, options.environment);
		if (options.action === 'migrate' && approvesNothing(data))
			return { run: options.run ?? null, action: 'migrate', verdict: 'waiting', next: recordOnly, evidence: [] };
		return options.action === 'status'
			? await tellStatus(site, caller, options.plan)
			: await askForAction(runtime, caller, { ...options, action: options.action });
	} catch (error) {
		// What the action itself was refused for is on record already.
		if (!(error instanceof CutterError) || error.code !== 'GATE_NOT_MET') {
			await recordRefusal(site, { actor: caller.user, action: options.action }, error);
		}
		throw error;
	}
}

const recordOnly = 'What triggered the Flow is the record of a snapshot; it approves nothing.';
const otherSignOff = z.object({
	$trigger: z.object({
		collection: z.literal(approvalsCollection),
		payload: z.object({ kind: signOffKind.exclude(['execution']) }),
	}),
});

/** A Flow on new sign-offs sees all of them; a migration is asked for only by one on the execution. */
function approvesNothing(data: unknown): boolean {
	return otherSignOff.safeParse(data).success;
}

type Options = z.infer<typeof operationOptions>;

/** A Flow that names an environment means that one and no other. */
async function assertEnvironment(site: Site, named: string | null | undefined): Promise<void> {
	if (!named) return;
	const installation = await withPooled(site.pool, readInstallation);
	if (named === installation?.label || named === installation?.id) return;
	throw new CutterError(
		'INVALID_INPUT',
		`environment: this is ${installation?.label ?? 'not enrolled'}, not ${named}.`,
	);
}

async function tellStatus(site: Site, caller: Caller, plan: string | null | undefined): Promise<OperationResult> {
	assertMayRead(caller);
	const { plans } = await readStatus(site, caller);
	const told = plan ? plans.filter((status) => status.plan === plan) : plans;
	if (told.length === 0) throw new CutterError('NOT_FOUND', `plan: there is no plan ${plan}.`);
	const verdict = told.map((status) => (plan ? status.verdict : `${status.plan} ${status.verdict}`)).join(', ');
	return { run: plan ? (told[0]?.run ?? null) : null, action: 'status', verdict, next: '', evidence: [] };
}

async function askForAction(
	runtime: Runtime,
	caller: Caller,
	options: Options & { action: RunAction },
): Promise<OperationResult> {
	const { action, run } = options;
	assertMayAsk(caller, action);
	if (!run) throw new CutterError('INVALID_INPUT', 'run: name the run, e.g. {{$trigger.payload.run}}.');
	if (action === 'migrate' && (await isQuorumOpen(runtime, run))) {
		return { run, action, verdict: 'waiting', next: 'Another seat holder has to sign.', evidence: [] };
	}
	const asked = await requestAction(runtime.site, await runtime.queue(), caller, { run, action });
	if (options.wait === false)
		return { run, action, verdict: asked.state, next: `GET /cutter/runs/${run}`, evidence: [] };
	return conclude(runtime, await awaitAction(runtime.site, asked.id), options.fail_on ?? 'gate');
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
