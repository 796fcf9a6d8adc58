import { describeTarget } from '../../sql/derive-targets.ts';
import { type Gate, passes, stops } from '../verdicts.ts';

/** G-5, G-6. Nothing of what the next step creates exists. What cannot be seen is not absent. */
export const targetsAbsent: Gate = ({ targets }) => {
	const unseen = targets.filter(({ state }) => state === 'unseen').map(({ target }) => describeTarget(target));
	if (unseen.length > 0) {
		return stops('targets-absent', 'error', {
			reason: `Could not be seen: ${unseen.join(', ')}.`,
			who: ['dba'],
			next: 'Grant the migration role USAGE on the schema.',
		});
	}
	const present = targets.filter(({ state }) => state === 'present').map(({ target }) => describeTarget(target));
	if (present.length === 0)
		return passes('targets-absent', `None of the ${targets.length} objects to be created exists.`);
	return stops('targets-absent', 'fail', {
		reason: `Exists already: ${present.join(', ')}.`,
		who: ['dba', 'd32'],
		next: 'Find out who created it; a plan never takes over what it did not make.',
	});
};
