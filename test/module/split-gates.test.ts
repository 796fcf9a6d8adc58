import { expect, it } from 'vitest';
import { splitGates } from '../../extensions/module-readiness/composables/split-gates.ts';
import { gate } from './example-readiness.ts';

it('puts the most urgent first and keeps the order of the server otherwise', () => {
	const { blocking, passing } = splitGates([
		gate('host-ready', 'pass'),
		gate('backup-fresh', 'blocked'),
		gate('identity-certain', 'error'),
		gate('seats-held', 'blocked'),
		gate('rehearsal-current', 'fail'),
		gate('plan-frozen', 'pass'),
	]);
	expect(blocking.map(({ gate: id }) => id)).toEqual([
		'rehearsal-current',
		'identity-certain',
		'backup-fresh',
		'seats-held',
	]);
	expect(passing.map(({ gate: id }) => id)).toEqual(['host-ready', 'plan-frozen']);
});
