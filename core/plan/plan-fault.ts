import type { Finding } from '../../contract/findings.ts';
import type { Position } from '../lint/lint-plan.ts';

const start: Position = { line: 1, column: 1 };

/** A finding outside any SQL statement that refuses the plan. */
export function planFault(
	rule: string,
	file: string,
	message: string,
	remedy: string,
	{ line, column }: Position = start,
): Finding {
	return { rule, severity: 'error', file, line, column, statement: null, message, remedy, accepted: null };
}
