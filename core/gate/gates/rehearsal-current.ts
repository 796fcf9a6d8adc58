import { type Gate, passes, stops } from '../verdicts.ts';

/** G-10. This very plan was rehearsed on a clone of this very baseline, and passed. */
export const rehearsalCurrent: Gate = ({ position, run }) => {
	const { rehearsal } = position;
	if (!rehearsal) {
		return stops('rehearsal-current', 'blocked', {
			reason: 'Not rehearsed yet.',
			who: ['executor'],
			next: 'Take a backup and rehearse.',
		});
	}
	const { outcome, reasons, plan_digest, artifact } = rehearsal.body;
	if (outcome !== 'pass') {
		return stops('rehearsal-current', outcome === 'fail' ? 'fail' : 'error', {
			reason: `The rehearsal did not pass: ${reasons.join('; ')}.`,
			who: ['executor', 'd32'],
			next:
				outcome === 'fail'
					? 'Correct the plan; this run is stopped: cancel it and open another.'
					: 'Remove the reason and rehearse again.',
			evidence: [rehearsal.cite],
		});
	}
	if (plan_digest === run.plan_digest)
		return passes('rehearsal-current', 'Rehearsed, rolled back whole, and run again.', [rehearsal.cite, artifact]);
	return stops('rehearsal-current', 'fail', {
		reason: `Another plan was rehearsed: ${plan_digest}.`,
		who: ['executor'],
		next: 'Rehearse this plan.',
		evidence: [rehearsal.cite],
	});
};
