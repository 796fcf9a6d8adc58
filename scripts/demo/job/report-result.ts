import { z } from 'zod';
import { evidenceRecord, ledgerVerification } from '../../../contract/evidence.ts';
import { readinessView } from '../../../contract/status.ts';
import { say } from '../../setup/progress.mjs';
import { type Api, api } from '../api-client.ts';
import { accountOf, type DemoContext } from '../main-job.ts';

const readiness = z.object({ data: readinessView });
const events = z.object({ data: z.array(evidenceRecord) });
const ledger = z.object({ data: ledgerVerification });
const judged = z.object({
	gates: z.array(z.object({ gate: z.string(), outcome: z.string(), reason: z.string() })),
});
const verified = z.object({ checks: z.array(z.object({ id: z.string(), outcome: z.string(), message: z.string() })) });

/** Says what came of it, from the evidence. @throws Error when the ledger does not verify */
export async function reportResult(context: DemoContext): Promise<void> {
	const executor = api(context.url, { token: accountOf(context, 'executor').token });
	for (const plan of ['p0-v0.1', 'phase-alpha-v0.2']) await reportPlan(executor, plan);
	const { outcome, records, chains, protection, faults } = ledger.parse(
		await executor.get('/cutter/evidence/verify'),
	).data;
	say(`ledger: ${outcome}, ${records} records in ${chains} chains, ${protection}`);
	if (outcome !== 'pass')
		throw new Error(`the ledger does not verify: ${faults.map(({ message }) => message).join('; ')}`);
}

async function reportPlan(executor: Api, plan: string): Promise<void> {
	const { run, verdict } = readiness.parse(await executor.get(`/cutter/readiness?plan=${plan}`)).data;
	say(`${plan}: ${verdict}`);
	if (!run || verdict !== 'COMPLETED') return;
	const chain = events.parse(await executor.get(`/cutter/runs/${run.id}/events`)).data;
	const committed = chain.find(({ kind }) => kind === 'migration.committed');
	say('  judged inside the transaction, before its first statement:');
	for (const { gate, outcome, reason } of committed ? judged.parse(committed.body).gates : []) {
		say(`  ${outcome.padEnd(7)} ${gate}: ${reason}`);
	}
	say('  verified afterwards:');
	const last = chain.filter(({ kind }) => kind === 'verification.completed').at(-1);
	for (const { id, outcome, message } of last ? verified.parse(last.body).checks : [])
		say(`  ${outcome.padEnd(7)} ${id}: ${message}`);
}

export function sayHowToSign(context: DemoContext): void {
	say('Phase α waits for two people. Sign in the Studio, in the module Readiness:');
	for (const mailbox of ['d32', 'g4']) {
		const { name, email, password } = accountOf(context, mailbox);
		say(`  ${name}: ${email} / ${password}`);
	}
	say(`  ${context.url}/admin/cutter/phase-alpha-v0.2`);
	say('The second signature completes the quorum, and the Flow migrates.');
}
