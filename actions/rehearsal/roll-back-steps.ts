import type pg from 'pg';
import type { MigrationBounds } from '../../core/migration/derive-bounds.ts';
import { StepFailure } from '../../core/migration/step-failure.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import { executeStatement } from '../../platform/postgres/subject/execute-statement.ts';
import { setMigrationBounds } from '../../platform/postgres/subject/migration-settings.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';

/** Nobody else is on a clone, so locks come at once; how long statements take there is what a rehearsal is to find out. */
export const rehearsalBounds: MigrationBounds = { lock_timeout_ms: 5_000, statement_timeout_ms: 3_600_000 };

/**
 * Undoes steps in one transaction, last executed first.
 * A step that was already satisfied did nothing and has nothing to undo: its object is production's own.
 */
export async function rollBackSteps(
	client: pg.Client,
	plan: FrozenPlan,
	executed: readonly { readonly step: string; readonly satisfied: boolean }[],
): Promise<void> {
	await withTransaction(client, async () => {
		await setMigrationBounds(client, rehearsalBounds);
		for (const { step } of executed.filter(({ satisfied }) => !satisfied).toReversed()) {
			const undo = plan.steps.find(({ id }) => id === step)?.undo ?? [];
			for (const { text, line } of undo) await undoOne(client, step, text, line);
		}
	});
}

async function undoOne(client: pg.Client, step: string, text: string, line: number): Promise<void> {
	try {
		await executeStatement(client, text);
	} catch (error) {
		const { code, message } = error as { code?: string; message: string };
		throw new StepFailure(step, `rollback, line ${line}: ${message}`, code ?? null);
	}
}
