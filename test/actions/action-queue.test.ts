import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { performAction } from '../../actions/action/perform-action.ts';
import { reconcileActions } from '../../actions/action/reconcile-actions.ts';
import { awaitAction, requestAction } from '../../actions/action/request-action.ts';
import { type ActionQueue, startActionQueue } from '../../platform/jobs/action-queue.ts';
import { insertAction, readAction, startAction } from '../../platform/postgres/action/actions.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

let lab: Lab;
let run: string;
const queues: ActionQueue[] = [];
const worked: string[] = [];

beforeAll(async () => {
	lab = await openLab({ plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]), subject: tinySubject });
	run = await lab.open('tiny');
	// Two processes of one site.
	for (let index = 0; index < 2; index += 1) {
		queues.push(
			await startActionQueue(
				lab.site.target,
				lab.site.log,
				{ serves: ['executor', 'verifier'], keeps: true },
				async (id) => {
					worked.push(id);
					await performAction(lab.site, id);
				},
			),
		);
	}
});
afterAll(async () => {
	for (const queue of queues) await queue.stop();
	await lab?.close();
});

const queue = () => {
	const [first] = queues;
	if (!first) throw new Error('no queue');
	return first;
};

describe('an action', () => {
	it('is carried out once, by one of two processes', async () => {
		const asked = await requestAction(lab.site, queue(), await lab.caller('executor'), { run, action: 'preflight' });
		expect(asked.state).toBe('queued');
		expect(await awaitAction(lab.site, asked.id, 20_000)).toMatchObject({ state: 'done', result: { outcome: 'pass' } });
		expect(worked.filter((id) => id === asked.id)).toHaveLength(1);
		await expect.poll(() => queue().isAlive(asked.id)).toBe(false);
	});

	it('is asked for once under one idempotency key, and the key is good for nothing else', async () => {
		const caller = await lab.caller('executor');
		const ask = (action: 'preflight' | 'snapshot') =>
			requestAction(lab.site, queue(), caller, { run, action, idempotencyKey: 'once' });
		const first = await ask('preflight');
		expect((await ask('preflight')).id).toBe(first.id);
		await expect(ask('snapshot')).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
		await awaitAction(lab.site, first.id, 20_000);
		expect(worked.filter((id) => id === first.id)).toHaveLength(1);
	});

	it('keeps a second one of the same run out while it lasts', async () => {
		const caller = await lab.caller('executor');
		const first = await requestAction(lab.site, queue(), caller, { run, action: 'snapshot' });
		await expect(requestAction(lab.site, queue(), caller, { run, action: 'backup' })).rejects.toMatchObject({
			code: 'LOCK_HELD',
		});
		expect(await awaitAction(lab.site, first.id, 20_000)).toMatchObject({ state: 'done' });
	});

	it('whose process died is settled as interrupted, and no other is touched', async () => {
		const id = randomUUID();
		await withPooled(lab.site.pool, async (session) => {
			await insertAction(session, { id, run, action: 'backup', requestedBy: lab.users.executor, idempotencyKey: null });
			await startAction(session, id);
		});
		await reconcileActions(lab.site, queue());
		expect(await withPooled(lab.site.pool, (session) => readAction(session, id))).toMatchObject({ state: 'running' });
		await lab.dba.query("UPDATE cutter_control.action SET requested_at = now() - interval '11 seconds' WHERE id = $1", [
			id,
		]);
		await reconcileActions(lab.site, { ...queue(), isAlive: async () => true });
		expect(await withPooled(lab.site.pool, (session) => readAction(session, id))).toMatchObject({ state: 'running' });
		await reconcileActions(lab.site, queue());
		expect(await withPooled(lab.site.pool, (session) => readAction(session, id))).toMatchObject({
			state: 'failed',
			error: { code: 'INTERRUPTED' },
		});
	});
});
