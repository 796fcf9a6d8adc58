import { PgBoss } from 'pg-boss';
import type { ConnectionTarget } from '../postgres/connection-target.ts';
import type { Log } from '../site.ts';

const queueName = 'cutter-action';
export const queueSchema = 'cutter_queue';

export interface ActionQueue {
	/** Hands an action to whichever process is free. */
	enqueue(actionId: string): Promise<void>;
	/** Whether a job of this action still waits or runs somewhere. */
	isAlive(actionId: string): Promise<boolean>;
	stop(): Promise<void>;
}

/**
 * Long actions as jobs on PostgreSQL. Nothing is retried; a worker that dies stops its heartbeat, and its job is marked
 * failed within seconds. Its own connections, since Directus's Knex ends first at shutdown.
 */
export async function startActionQueue(
	target: ConnectionTarget,
	log: Log,
	work: (actionId: string) => Promise<void>,
): Promise<ActionQueue> {
	const boss = new PgBoss({
		...connection(target),
		schema: queueSchema,
		max: 4,
		schedule: false,
		superviseIntervalSeconds: 5,
		monitorIntervalSeconds: 5,
	});
	boss.on('error', (error) => log.error(`queue: ${error.message}`));
	await boss.start();
	await boss.createQueue(queueName, { retryLimit: 0, heartbeatSeconds: 10, expireInSeconds: 6 * 3600 });
	await boss.work<{ actionId: string }>(queueName, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
		if (job) await work(job.data.actionId);
	});
	return {
		enqueue: async (actionId) => {
			await boss.send(queueName, { actionId }, { id: actionId });
		},
		isAlive: async (actionId) => {
			const [job] = await boss.findJobs(queueName, { id: actionId });
			return job !== undefined && ['created', 'retry', 'active'].includes(job.state);
		},
		stop: () => boss.stop({ graceful: false, close: true }),
	};
}

function connection({ host, port, user, password, database, ssl }: ConnectionTarget) {
	return { host, port, user, password, database, application_name: 'dot-iu-cutter queue', ...(ssl ? { ssl } : {}) };
}
