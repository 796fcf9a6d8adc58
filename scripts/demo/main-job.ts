import { step } from '../setup/progress.mjs';
import type { Account } from './demo-people.ts';
import { drivePlan } from './job/drive-plan.ts';
import { reportResult, sayHowToSign } from './job/report-result.ts';
import { setUpBundle } from './job/set-up-bundle.ts';
import type { Ended } from './run-directus.ts';
import type { RunningVerifier } from './verifier-process.ts';

/** What the main job acts with: a running Directus, and every account's way in. */
export interface DemoContext {
	readonly url: string;
	readonly accounts: readonly Account[];
	/** Carries everything through without waiting for a person. */
	readonly unattended: boolean;
	/** True when this start has created the demo; false when it found one. */
	readonly isNew: boolean;
	/** Fires when the command is asked to end. */
	readonly signal: AbortSignal;
	/** `directus cutter …` in the host folder. */
	runCutter(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>;
	/** The superuser's connection to the database of Directus; what `init` is given, and nobody else. */
	readonly superuserUrl: string;
}

/** Finds an account by its e-mail's mailbox. */
export function accountOf(context: DemoContext, mailbox: string): Account {
	const found = context.accounts.find(({ email }) => email.startsWith(`${mailbox}@`));
	if (found === undefined) throw new Error(`the demo has no account ${mailbox}`);
	return found;
}

/**
 * The demo's main job, driven through REST as its users would: the whole P0 plan, then Phase α up to its sign-offs, and
 * through them when nobody is there to sign. Where an earlier start left off, this one goes on.
 * @throws Error when a step does not come out as it must
 */
export async function runMainJob(context: DemoContext, startVerifier: () => Promise<RunningVerifier>): Promise<void> {
	await step('Setting the bundle up', () => setUpBundle(context));
	const verifier = await step('Starting the verifier as a process of its own', startVerifier);
	await Promise.race([carryOut(context), verifier.ended]);
}

async function carryOut(context: DemoContext): Promise<void> {
	await drivePlan(context, 'p0-v0.1', { sign: true });
	const alpha = await drivePlan(context, 'phase-alpha-v0.2', { sign: context.unattended });
	await reportResult(context);
	if (alpha === 'WAITING') sayHowToSign(context);
}
