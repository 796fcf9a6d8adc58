import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { readRunContext } from '../run/read-run-context.ts';
import { restoreBackup } from './restore-backup.ts';

/** The restore test alone: restored, compared, torn down. */
export async function testRestore(context: ActionContext): Promise<ActionResult> {
	const run = await readRunContext(context.site, context.client, context.runId);
	const { result } = await restoreBackup(context, run);
	return result;
}
