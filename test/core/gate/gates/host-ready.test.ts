import { expect, it } from 'vitest';
import { judge } from '../judge.ts';

it('passes when nothing is missing', () => {
	expect(judge('host-ready').outcome).toBe('pass');
});

it('is blocked by whatever is missing, each named', () => {
	expect(judge('host-ready', { host_problems: ['pg_dump is missing.', 'The folder is full.'] })).toMatchObject({
		outcome: 'blocked',
		reason: 'pg_dump is missing. The folder is full.',
	});
});
