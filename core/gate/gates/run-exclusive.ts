import { type Gate, passes, stops } from '../verdicts.ts';

/** One action at a time, across every process that knows this database. */
export const runExclusive: Gate = ({ lock_holder }) => {
	if (!lock_holder) return passes('run-exclusive', 'No other action holds the lock of this installation.');
	return stops('run-exclusive', 'blocked', {
		reason: `Another action holds the lock: backend ${lock_holder.pid}, since ${lock_holder.since}.`,
		who: [],
		next: 'Wait until it ends.',
		evidence: [`pid ${lock_holder.pid}`],
	});
};
