import { type Gate, passes, stops } from '../verdicts.ts';

/** A plan may build on others; they are completed first. */
export const plansRequired: Gate = ({ required }) => {
	const open = required.filter(({ completed }) => !completed).map(({ plan }) => plan);
	if (open.length === 0) return passes('plans-required', 'Every plan this one builds on is completed.');
	return stops('plans-required', 'blocked', {
		reason: `It builds on ${open.join(', ')}, not completed on this environment.`,
		who: ['executor'],
		next: `Complete ${open.join(', ')} first.`,
	});
};
