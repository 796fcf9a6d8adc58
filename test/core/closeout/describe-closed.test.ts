import { expect, it } from 'vitest';
import { describeClosed } from '../../../core/closeout/describe-closed.ts';

it.each([
	[0, 'Closed out: the backup restores whole, and production is unchanged.'],
	[1, 'Closed out: the backup holds the one table that the plan names, restores whole, and production is unchanged.'],
	[12, 'Closed out: the backup holds all 12 tables that the plan names, restores whole, and production is unchanged.'],
])('a plan that names %i tables', (tables, sentence) => {
	expect(describeClosed(tables)).toBe(sentence);
});
