import { type Gate, passes, stops } from '../verdicts.ts';

/** G-2. The backup's snapshot is younger than the bound, by the server's clock. The bound itself is too old. */
export const backupFresh: Gate = ({ position, now, backup_policy }) => {
	const { backup } = position;
	if (!backup)
		return stops('backup-fresh', 'blocked', {
			reason: 'No backup in this run.',
			who: ['executor'],
			next: 'Take a backup.',
		});
	const age = Math.floor((now.getTime() - Date.parse(backup.body.taken_at)) / 1000);
	const bound = backup_policy.max_age_seconds;
	if (Number.isNaN(age)) {
		return stops('backup-fresh', 'error', {
			reason: `The backup's time cannot be read: ${backup.body.taken_at}.`,
			who: ['executor'],
			next: 'Verify the ledger, then take a fresh backup.',
			evidence: [backup.cite],
		});
	}
	if (age >= 0 && age < bound) return passes('backup-fresh', `The backup is ${age} s old.`, [backup.cite]);
	return stops('backup-fresh', age < 0 ? 'error' : 'blocked', {
		reason:
			age < 0
				? 'The backup is dated in the future: the server’s clock moved.'
				: `The backup is ${age} s old; ${bound} s or more refuses.`,
		who: ['executor'],
		next: 'Take a fresh backup; approvals stay valid.',
		evidence: [backup.cite],
	});
};
