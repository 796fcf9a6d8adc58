import { expect, it } from 'vitest';
import { judge } from '../judge.ts';

it('passes when no transaction is old', () => {
	expect(judge('transactions-quiet').outcome).toBe('pass');
});

it('is blocked by each old one, with its backend and age', () => {
	const old_transactions = [
		{ pid: 1, seconds: 61, application: 'psql' },
		{ pid: 2, seconds: 900, application: '' },
	];
	expect(judge('transactions-quiet', { old_transactions })).toMatchObject({
		outcome: 'blocked',
		reason:
			'Backend 1 (psql) has been in a transaction for 61 s. Backend 2 (unnamed) has been in a transaction for 900 s.',
		evidence: ['pid 1', 'pid 2'],
	});
});

it('is an error when backends hide their transactions, whatever else is seen: unseen is not quiet', () => {
	const old_transactions = [{ pid: 1, seconds: 61, application: 'psql' }];
	expect(judge('transactions-quiet', { hidden_backends: 2, old_transactions })).toMatchObject({
		outcome: 'error',
		reason: expect.stringMatching(/^2 backend/),
		next: expect.stringContaining('pg_read_all_stats'),
	});
});
