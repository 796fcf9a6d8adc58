import type { GateResult } from '../../contract/gates.ts';
import { passes, stops } from '../gate/verdicts.ts';

/** Whether the tables a transaction write-locked stay within what the plan declares. The locks are the proof, not the SQL. */
export function judgeScope(
	scope: { readonly allow: readonly string[]; readonly forbid: readonly string[] },
	touched: readonly string[],
): GateResult {
	const outside = touched.filter((table) => !scope.allow.some((pattern) => covers(pattern, table)));
	const forbidden = touched.filter((table) => scope.forbid.some((pattern) => covers(pattern, table)));
	const wrong = [...new Set([...outside, ...forbidden])];
	if (wrong.length === 0) return passes('scope-kept', `Touched only ${touched.join(', ') || 'nothing'}.`);
	return stops('scope-kept', 'fail', {
		reason: `The SQL touched ${wrong.join(', ')}, which the plan does not declare.`,
		who: ['reviewer'],
		next: 'Nothing was committed. Correct the SQL or the declared scope; a changed plan is approved anew.',
	});
}

/** Whether a pattern of a scope covers a table: `schema`, `schema.*` and `schema.table`. */
export function covers(pattern: string, table: string): boolean {
	return (
		pattern === table ||
		(table.startsWith(`${pattern.replace(/\.\*$/, '')}.`) && (pattern.endsWith('.*') || !pattern.includes('.')))
	);
}
