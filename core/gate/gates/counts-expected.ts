import { type Gate, passes, stops } from '../verdicts.ts';

/** G-7. The tables hold as many rows as the plan was written for. */
export const countsExpected: Gate = ({ counts }) => {
	const unread = counts.filter(({ found }) => found === null);
	if (unread.length > 0) {
		return stops('counts-expected', 'error', {
			reason: unread.map(({ table, why }) => `${table} could not be counted: ${why}.`).join(' '),
			who: ['dba'],
			next: 'Grant what is missing; a table that cannot be read is not empty.',
		});
	}
	const wrong = counts.filter(({ expected, found }) => expected !== found);
	if (wrong.length === 0)
		return passes(
			'counts-expected',
			counts.map(({ table, found }) => `${table} ${found}`).join(', ') || 'The plan expects no counts.',
		);
	return stops('counts-expected', 'fail', {
		reason: wrong.map(({ table, expected, found }) => `${table}: expected ${expected}, found ${found}.`).join(' '),
		who: ['reviewer'],
		next: 'Explain the difference and have a plan with the true counts reviewed.',
	});
};
