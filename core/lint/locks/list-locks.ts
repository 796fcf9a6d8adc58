import type { StatementLock } from '../../../contract/findings.ts';
import type { ReadPlan } from '../read-plan.ts';
import { type Lock, strongestLocks } from './lock-mode.ts';

/**
 * The locks that each statement takes on relations that stand before the plan, in the order of execution; what its DO
 * block runs and its functions do is counted with it. Plain reading is left out.
 */
export function listLocks({ running, history, locksOf }: ReadPlan): StatementLock[] {
	const statements = Map.groupBy(running, ({ at }) => `${at.script.path}:${at.number}`);
	return [...statements.values()].flatMap((acts) => {
		const taken = acts.flatMap((act) =>
			locksOf(act).filter(({ relation, mode }) => mode !== 'ACCESS SHARE' && history.stands(relation, act)),
		);
		return strongestLocks(taken).flatMap((lock) => (acts[0] ? [statementLock(acts[0].at, lock)] : []));
	});
}

function statementLock(
	{ script, line, number }: ReadPlan['running'][number]['at'],
	{ relation, mode }: Lock,
): StatementLock {
	return { file: script.path, line, statement: number, relation, mode };
}
