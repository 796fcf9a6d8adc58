import { expect, it } from 'vitest';
import { judge } from '../judge.ts';

it('passes when nobody holds the lock', () => {
	expect(judge('run-exclusive').outcome).toBe('pass');
});

it('is blocked by another action, with its backend and since when', () => {
	expect(judge('run-exclusive', { lock_holder: { pid: 4711, since: '2026-03-01T12:00:00Z' } })).toMatchObject({
		outcome: 'blocked',
		reason: expect.stringContaining('backend 4711, since 2026-03-01T12:00:00Z'),
		evidence: ['pid 4711'],
		who: [],
	});
});
