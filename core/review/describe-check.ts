import type { PlanCheck } from '../../contract/plan-check.ts';
import type { CheckView } from '../../contract/plans.ts';
import { canonicalJson } from '../digest/canonical-json.ts';

/** A check as people read it. */
export function describeCheck(check: PlanCheck): CheckView {
	const { id, title, source = '' } = check;
	if ('sql' in check) return { id, title, source, asks: check.sql.trim(), expects: canonicalJson(check.expect) };
	const { kind, ...parameters } = check.built_in;
	return { id, title, source, asks: `built in: ${kind}`, expects: canonicalJson(parameters) };
}
