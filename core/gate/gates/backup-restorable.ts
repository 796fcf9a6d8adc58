import { type Gate, passes, stops } from '../verdicts.ts';

/** G-1. The newest backup was restored and compared, table by table; its digest is the one that was tested. */
export const backupRestorable: Gate = ({ position }) => {
	const { backup, restore } = position;
	if (!backup)
		return stops('backup-restorable', 'blocked', {
			reason: 'No backup in this run.',
			who: ['executor'],
			next: 'Take a backup.',
		});
	if (!restore || restore.body.backup !== backup.body.sha256) {
		return stops('backup-restorable', 'blocked', {
			reason: 'The newest backup has not been restore-tested.',
			who: ['executor'],
			next: 'Run the restore test.',
			evidence: [backup.cite],
		});
	}
	const { outcome, reasons, tables_compared } = restore.body;
	if (outcome === 'pass')
		return passes('backup-restorable', `Restored and equal in ${tables_compared} tables.`, [backup.cite, restore.cite]);
	return stops('backup-restorable', outcome === 'fail' ? 'fail' : 'error', {
		reason: `The restore test did not pass: ${reasons.join('; ')}.`,
		who: ['dba'],
		next: 'Find the cause before anything is migrated.',
		evidence: [backup.cite, restore.cite],
	});
};
