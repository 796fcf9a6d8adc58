import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			{
				plan: {
					steps: [{ id: 's', title: 's', file: '1-back.sql', rollback: '1-back.sql' }],
					approvals: { execution: { seats: ['d32', 'g4'], people: 3 } },
				},
			},
			'plan.yaml:1',
			/^execution asks for 3 people and names 2 seat/,
		],
		[
			{
				plan: {
					steps: [{ id: 's', title: 's', file: '1-back.sql', rollback: '1-back.sql' }],
					approvals: { execution: { seats: ['d32', 'd32', 'g4'], people: 2 }, retry: { seats: ['d32'], people: 2 } },
				},
			},
			'plan.yaml:1',
			/^retry asks/,
		],
	],
	passes: [{ steps: ['SELECT 1'], plan: { approvals: { execution: { seats: ['d32', 'g4'], people: 2 } } } }],
};
