import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [[{ steps: ['SELECT 1'], plan: { timeouts: undefined } }, 'plan.yaml:1', /^states no timeouts/]],
	passes: ['SELECT 1'],
};
