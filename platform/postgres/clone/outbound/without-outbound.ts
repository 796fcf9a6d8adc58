import { CutterError } from '../../../../core/errors/cutter-error.ts';
import type { ConnectionTarget } from '../../connection-target.ts';
import type { Session } from '../../session.ts';
import { withTransaction } from '../../transaction.ts';
import { withClient } from '../../with-client.ts';
import { giveConnections, readConnectingFunctions, takeConnections } from './dblink-functions.ts';
import { giveHandlers, readHandledWrappers, takeHandlers } from './foreign-wrappers.ts';

/**
 * Runs `work` on a clone whose foreign tables and dblink reach nobody, and gives it back as it was: a restore refreshes
 * materialized views, and would read other people's servers for it.
 * @param isWhole whether there is something worth giving it back to: a server that ran out of disk does not answer
 * @throws CutterError GATE_NOT_MET where the clone's login may not switch something off: then it is not run at all
 */
export async function withoutOutbound<Result>(
	clone: ConnectionTarget,
	work: () => Promise<Result>,
	isWhole: (result: Result) => boolean,
): Promise<Result> {
	const taken = await inOneTransaction(clone, async (session) => {
		const wrappers = await readHandledWrappers(session);
		const functions = await readConnectingFunctions(session);
		await takeHandlers(session, wrappers)
			.then(() => takeConnections(session, functions))
			.catch((cause: unknown) => {
				throw refused([...wrappers, ...functions], cause);
			});
		return { wrappers, functions };
	});
	const result = await work();
	if (!isWhole(result)) return result;
	await inOneTransaction(clone, async (session) => {
		await giveHandlers(session, taken.wrappers);
		await giveConnections(session, taken.functions);
	});
	return result;
}

function inOneTransaction<Result>(target: ConnectionTarget, work: (session: Session) => Promise<Result>) {
	return withClient(target, 'dot-iu-cutter clone', (session) => withTransaction(session, () => work(session)));
}

function refused(what: readonly { readonly name: string }[], cause: unknown): CutterError {
	const names = [...new Set(what.map(({ name }) => name))].join(', ');
	const why = cause instanceof Error ? cause.message : String(cause);
	return new CutterError(
		'GATE_NOT_MET',
		`The clone could reach other servers through ${names}, and its login may not switch that off: ${why}. Use a superuser of the restore server.`,
		{ what: names },
	);
}
