import { gatesNotMet } from '../../core/gate/evaluate-gates.ts';
import { stops } from '../../core/gate/verdicts.ts';
import type { ActionContext } from '../run/action-context.ts';
import { takeBackup } from './take-backup.ts';
import { testRestore } from './test-restore.ts';

/** Right before the migration: a fresh backup, proven restorable. */
export async function safeguard(context: ActionContext): Promise<void> {
	context.report({ step: 'safeguarding', fraction: 0.1, detail: 'fresh backup' });
	await takeBackup(context);
	context.report({ step: 'safeguarding', fraction: 0.4, detail: 'its restore test' });
	const { outcome, message, evidence } = await testRestore(context);
	if (outcome === 'pass') return;
	throw gatesNotMet([
		stops('backup-restorable', outcome, {
			reason: message,
			who: ['dba'],
			next: 'Find the cause; nothing was migrated.',
			evidence,
		}),
	]);
}
