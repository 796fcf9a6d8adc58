import { type Gate, passes, stops } from '../verdicts.ts';

/** No old transaction stands in the way of the locks this migration takes. */
export const transactionsQuiet: Gate = ({ old_transactions, hidden_backends }) => {
	if (hidden_backends > 0) {
		return stops('transactions-quiet', 'error', {
			reason: `${hidden_backends} backend(s) hide their transactions from the migration role.`,
			who: ['dba'],
			next: 'A superuser runs: GRANT pg_read_all_stats TO the migration role.',
		});
	}
	if (old_transactions.length === 0) return passes('transactions-quiet', 'No long transaction is open.');
	return stops('transactions-quiet', 'blocked', {
		reason: old_transactions
			.map(
				({ pid, seconds, application }) =>
					`Backend ${pid} (${application || 'unnamed'}) has been in a transaction for ${seconds} s.`,
			)
			.join(' '),
		who: ['dba'],
		next: 'Wait for it to end.',
		evidence: old_transactions.map(({ pid }) => `pid ${pid}`),
	});
};
