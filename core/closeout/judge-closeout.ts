import type { ClosedSchema, ClosedTable, CloseoutReport, ProductionState } from '../../contract/closeout-report.ts';
import type { CheckOutcome } from '../../contract/outcomes.ts';

/** A report before it is judged. */
export type CloseoutFacts = Omit<CloseoutReport, 'outcome' | 'reasons'>;

/**
 * Passes a closeout when the fresh backup is what it was, restores whole, holds what the plan says, the clone is gone,
 * and production is the server it was, with the schema it had.
 */
export function judgeCloseout(facts: CloseoutFacts): Pick<CloseoutReport, 'outcome' | 'reasons'> {
	const { backup, restore, tables, schemas, production } = facts;
	const wrong = [
		...(restore.outcome === 'fail' ? restore.reasons.map((reason) => `the restored copy differs: ${reason}`) : []),
		...tables.flatMap((table) => judgeTable(table, restore.outcome !== 'error')),
		...schemas.flatMap(judgeSchema),
		...judgeDigest(backup),
		...judgeProduction(production.before, production.after),
	];
	const undecided = [
		...(restore.outcome === 'error' ? restore.reasons.map((reason) => `the restore was broken off: ${reason}`) : []),
		...(backup.sha256_at_end === null ? ['the archive could not be digested again at the end'] : []),
	];
	return { outcome: outcomeOf(wrong, undecided), reasons: [...wrong, ...undecided] };
}

function outcomeOf(wrong: readonly string[], undecided: readonly string[]): CheckOutcome {
	if (wrong.length > 0) return 'fail';
	return undecided.length > 0 ? 'error' : 'pass';
}

function judgeTable({ table, in_dump, in_copy, count, expected }: ClosedTable, isRestored: boolean): string[] {
	const missing = [...(in_dump ? [] : ['the dump']), ...(in_copy || !isRestored ? [] : ['the restored copy'])];
	if (missing.length > 0) return [`${table} is missing from ${missing.join(' and ')}`];
	if (expected === null || !isRestored || count === expected) return [];
	return [`${table} holds ${count} rows in the restored copy, the plan says ${expected}`];
}

function judgeSchema({ schema, unexpected }: ClosedSchema): string[] {
	if (unexpected.length === 0) return [];
	return [`the schema ${schema} holds tables that nothing names: ${unexpected.join(', ')}`];
}

function judgeDigest({ sha256, sha256_at_end }: CloseoutReport['backup']): string[] {
	if (sha256_at_end === null || sha256_at_end === sha256) return [];
	return [`the archive changed: its sha256 is ${sha256_at_end}, the record says ${sha256}`];
}

const marks = ['system_identifier', 'database', 'database_oid', 'started_at', 'schema_digest'] as const;
const said = {
	system_identifier: 'system identifier',
	database: 'database',
	database_oid: 'database OID',
	started_at: 'start time of the server',
	schema_digest: 'schema digest',
} as const;

function judgeProduction(before: ProductionState, after: ProductionState): string[] {
	return marks
		.filter((mark) => before[mark] !== after[mark])
		.map((mark) => `production changed meanwhile: ${said[mark]} ${before[mark]} before, ${after[mark]} after`);
}
