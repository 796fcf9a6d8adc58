import { PgBoss } from 'pg-boss';
import type { RunAction } from '../../contract/runs.ts';
import type { ConnectionTarget } from '../postgres/connection-target.ts';
import type { Log } from '../site.ts';

/** Verifications have a queue of their own: only a process that holds the verifier's key takes from it. */
const queueNames = { executor: 'cutter-action', verifier: 'cutter-verify' } as const;
export type Serves = keyof typeof queueNames;
export const queueSchema = 'cutter_queue';

export interface ActionQueue {
	/** Hands an action to whichever process is free and may carry it out. */
	enqueue(actionId: string, action: RunAction): Promise<void>;
	/** Whether a job of this action still waits or runs somewhere. */
	isAlive(actionId: string): Promise<boolean>;
	stop(): Promise<void>;
}

export interface QueueOrder {
	readonly serves: readonly Serves[];
	/** False for a role that may work on the queue and not change its schema: somebody else keeps it. */
	readonly keeps: boolean;
}

const notThere = 'the queue is not set up yet';

/** True when a process that does not keep the queue came before the one that does. */
export function isQueueMissing(error: unknown): boolean {
	return error instanceof Error && (error.message === notThere || error.message === 'pg-boss is not installed');
}

/**
 * Long actions as jobs on PostgreSQL. Nothing is retried; a worker that dies stops its heartbeat, and its job is marked
 * failed within seconds. Its own connections, since Directus's Knex ends first at shutdown.
 */
export async function startActionQueue(
	target: ConnectionTarget,
	log: Log,
	{ serves, keeps }: QueueOrder,
	work: (actionId: string) => Promise<void>,
): Promise<ActionQueue> {
	const boss = new PgBoss({
		...connection(target),
		schema: queueSchema,
		max: 4,
		schedule: false,
		migrate: keeps,
		createSchema: keeps,
		supervise: keeps,
		superviseIntervalSeconds: 5,
		monitorIntervalSeconds: 5,
	});
	boss.on('error', (error) => log.error(`queue: ${error.message}`));
	await boss.start();
	for (const name of Object.values(queueNames)) {
		if (keeps) await boss.createQueue(name, { retryLimit: 0, heartbeatSeconds: 10, expireInSeconds: 6 * 3600 });
		else if (!(await boss.getQueue(name))) {
			await boss.stop({ graceful: false, close: true });
			throw new Error(notThere);
		}
	}
	for (const served of serves) {
		const options = { pollingIntervalSeconds: 0.5, batchSize: 1 };
		await boss.work<{ actionId: string }>(queueNames[served], options, async ([job]) => {
			if (job) await work(job.data.actionId);
		});
	}
	return {
		enqueue: async (actionId, action) => {
			await boss.send(queueNames[action === 'verify' ? 'verifier' : 'executor'], { actionId }, { id: actionId });
		},
		isAlive: async (actionId) => {
			const found = await Promise.all(Object.values(queueNames).map((name) => boss.findJobs(name, { id: actionId })));
			return found.flat().some(({ state }) => ['created', 'retry', 'active'].includes(state));
		},
		stop: () => boss.stop({ graceful: false, close: true }),
	};
}

function connection({ host, port, user, password, database, ssl }: ConnectionTarget) {
	return { host, port, user, password, database, application_name: 'dot-iu-cutter queue', ...(ssl ? { ssl } : {}) };
}
