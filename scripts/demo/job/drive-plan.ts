import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { actionView, type RunAction, runActions, runView } from '../../../contract/runs.ts';
import { type ReadinessView, readinessView, type Verdict } from '../../../contract/status.ts';
import { say, step } from '../../setup/progress.mjs';
import { type Api, api } from '../api-client.ts';
import { accountOf, type DemoContext } from '../main-job.ts';
import { asPerson } from './set-up-bundle.ts';

const dataOf = <Schema extends z.ZodType>(schema: Schema) => z.object({ data: schema });
/** Seat holders of the demo who sign, one after the other. */
const signers = ['d32', 'g4'] as const;

/**
 * Takes a plan as far as it goes by doing what readiness says comes next, as the accounts whose turn it is.
 * @returns the verdict it stands at: COMPLETED, or WAITING when nobody is to sign here
 */
export async function drivePlan(
	context: DemoContext,
	plan: string,
	{ sign }: { readonly sign: boolean },
): Promise<Verdict> {
	const executor = api(context.url, { token: accountOf(context, 'executor').token });
	let reported = '';
	for (;;) {
		context.signal.throwIfAborted();
		const view = dataOf(readinessView).parse(await executor.get(`/cutter/readiness?plan=${plan}`)).data;
		if (view.verdict === 'COMPLETED' || (view.verdict === 'WAITING' && !sign)) {
			sayGates(view);
			return view.verdict;
		}
		const next = view.next[0]?.action ?? '';
		if (next === 'sign') {
			sayGates(view);
			await signAll(context, view);
			continue;
		}
		if (view.verdict === 'RUNNING') {
			reported = sayProgress(view, reported);
			await wait(500);
			continue;
		}
		await doNext(executor, view, next);
	}
}

async function doNext(executor: Api, view: ReadinessView, next: string): Promise<void> {
	if (next === 'open') {
		await executor.post('/cutter/runs', { plan: view.plan, environment: view.environment });
		return say(`${view.plan}: run opened`);
	}
	const action = runActions.find((candidate): candidate is RunAction => candidate === next);
	if (!action || !view.run) {
		sayGates(view);
		throw new Error(`${view.plan} is ${view.verdict}: ${view.next[0]?.why ?? 'nothing comes next'} ${next}`);
	}
	const run = view.run.id;
	const settled = await step(
		`${view.plan}: ${action}`,
		async () => dataOf(actionView).parse(await executor.post(`/cutter/runs/${run}/${action}?wait=true`)).data,
	);
	if (settled.result?.outcome !== 'pass')
		throw new Error(`${action} came out as ${settled.result?.outcome}: ${settled.result?.message}`);
	say(`  pass: ${settled.result.message}`);
}

/** People log in for it; the last signature completes the quorum, and the Flow migrates. */
async function signAll(context: DemoContext, { plan, run }: ReadinessView): Promise<void> {
	if (!run?.approval_digest) throw new Error(`${plan}: there is nothing to sign`);
	for (const mailbox of signers) {
		const person = await asPerson(context, mailbox);
		await person.post('/cutter/sign-offs', {
			run: run.id,
			digest: run.approval_digest,
			outcome: 'pass',
			notes: 'Read and approved.',
		});
		say(`${plan}: ${accountOf(context, mailbox).name} signed ${run.approval_digest.slice(0, 12)}…`);
	}
	await awaitMigration(context, run.id);
}

/** The Flow asks within a moment; a run that neither moves nor ends is told, not waited for without end. */
async function awaitMigration(context: DemoContext, id: string): Promise<void> {
	const executor = api(context.url, { token: accountOf(context, 'executor').token });
	const deadline = Date.now() + 10 * 60_000;
	let last = '';
	while (Date.now() < deadline) {
		context.signal.throwIfAborted();
		const run = dataOf(runView).parse(await executor.get(`/cutter/runs/${id}`)).data;
		if (run.phase === 'completed') return;
		if (run.condition !== 'active') throw new Error(`the run is ${run.condition}: ${run.condition_reason}`);
		if (run.action?.error) throw new Error(`${run.action.action} was refused: ${run.action.error.message}`);
		const done = run.steps.filter(({ state }) => state !== 'pending').length;
		const told = `${run.plan}: ${run.action?.action ?? ''} ${run.action?.progress?.step ?? ''} (${done} of ${run.steps.length} steps committed)`;
		if (told !== last) say(told);
		last = told;
		await wait(500);
	}
	throw new Error('the Flow did not carry the migration through within ten minutes');
}

export function sayGates({ plan, verdict, gates }: ReadinessView): void {
	say(`${plan}: ${verdict}`);
	for (const { gate, outcome, reason } of gates) say(`  ${outcome.padEnd(7)} ${gate}: ${reason}`);
}

function sayProgress({ plan, run }: ReadinessView, reported: string): string {
	const told = `${plan}: ${run?.action?.action ?? 'an action'} is under way`;
	if (told !== reported) say(told);
	return told;
}
