import { type Gate, passes, stops } from '../verdicts.ts';

/** G-3. The plan on disk is, byte for byte, the plan the run was opened for. */
export const planFrozen: Gate = ({ plan, run }) => {
	if (plan.digest === run.plan_digest)
		return passes('plan-frozen', 'Every byte of the plan is as frozen.', [plan.digest]);
	return stops('plan-frozen', 'fail', {
		reason: `The plan's digest is ${plan.digest}; the run was opened for ${run.plan_digest}.`,
		who: ['reviewer'],
		next: 'Restore the frozen plan, or cancel this run and open one for the new plan; its approval starts anew.',
		evidence: [plan.digest, run.plan_digest],
	});
};
