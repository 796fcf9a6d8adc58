import { type Gate, passes, stops } from '../verdicts.ts';

/** G-8. Every preflight check of this very plan passed in this run. */
export const preflightPassed: Gate = ({ position, run }) => {
	const { preflight } = position;
	if (!preflight) {
		return stops('preflight-passed', 'blocked', {
			reason: 'No preflight in this run.',
			who: ['executor'],
			next: 'Run the preflight.',
		});
	}
	const { outcome, checks, plan_digest } = preflight.body;
	if (outcome === 'pass' && plan_digest === run.plan_digest) {
		return passes('preflight-passed', `${checks.length} checks passed.`, [preflight.cite]);
	}
	if (plan_digest !== run.plan_digest) {
		return stops('preflight-passed', 'blocked', {
			reason: `The preflight checked another plan: ${plan_digest}.`,
			who: ['executor'],
			next: 'Run the preflight of this plan.',
			evidence: [preflight.cite],
		});
	}
	const wrong = checks
		.filter((check) => check.outcome !== 'pass')
		.map(({ id, title, message }) => `${id} ${title}: ${message}.`);
	return stops('preflight-passed', outcome === 'fail' ? 'fail' : 'error', {
		reason: wrong.join(' '),
		who: ['executor', 'dba'],
		next:
			outcome === 'fail'
				? 'Find the cause; this run is stopped: cancel it and open another.'
				: 'Supply what the checks could not see, then run the preflight again.',
		evidence: [preflight.cite],
	});
};
