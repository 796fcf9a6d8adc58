import { describe, expect, it } from 'vitest';
import type { GateFacts } from '../../../../core/gate/facts.ts';
import { judge } from '../judge.ts';
import { identityOf, installation, seenWith } from '../ready-facts.ts';

it('passes where inside, outside and the connection agree, and says where that is', () => {
	expect(judge('identity-certain')).toMatchObject({
		outcome: 'pass',
		reason: 'This is production, system 7, database subject.',
	});
});

describe('passes', () => {
	it.each<[string, Partial<GateFacts>]>([
		['when Directus’s connection was not asked', identityOf({ same_server: null })],
		['when only the label differs', identityOf({ outside: { ...installation, label: 'prod' } })],
	])('%s', (_what, facts) => {
		expect(judge('identity-certain', facts).outcome).toBe('pass');
	});
});

describe('does not pass', () => {
	const elsewhere = { ...installation, system_identifier: '8' };

	it.each<[string, Partial<GateFacts>, 'fail' | 'error', RegExp]>([
		['on a standby', seenWith({ in_recovery: true }), 'fail', /in recovery/],
		['without an id in the database', identityOf({ inside: null }), 'error', /carries no installation id/],
		['without an id outside', identityOf({ outside: null }), 'error', /No installation id is kept outside/],
		['without the anchor of the ledger', identityOf({ anchor_kept: null }), 'error', /heads\.json, is missing/],
		[
			'when nobody signed the anchor',
			identityOf({ anchor_signed: { state: 'unsigned' } }),
			'error',
			/Nobody has signed/,
		],
		[
			'when the keys are not certain',
			identityOf({ anchor_signed: { state: 'undecided', reason: 'two keyrings' } }),
			'error',
			/who signed heads\.json: two keyrings/,
		],
		[
			'when the signature of the anchor does not count',
			identityOf({ anchor_signed: { state: 'invalid', reason: 'revoked' } }),
			'fail',
			/does not count: revoked/,
		],
		['without any id', identityOf({ inside: null, outside: null }), 'error', /carries no installation id/],
		[
			'with two ids',
			identityOf({ outside: { ...installation, id: 'other' } }),
			'fail',
			/says installation an installation, the artefacts folder other/,
		],
		['on another server', seenWith({ system_identifier: '8' }), 'fail', /identifier is 8; enrolled was 7/],
		[
			'in another database',
			seenWith({ database: 'copy' }),
			'fail',
			/database is copy \(16384\); enrolled was subject \(16384\)/,
		],
		[
			'in a database made anew under the same name',
			seenWith({ database_oid: 16_385 }),
			'fail',
			/subject \(16385\); enrolled was subject \(16384\)/,
		],
		['with another server enrolled inside', identityOf({ inside: elsewhere }), 'fail', /enrolled was 8/],
		['with another server enrolled outside', identityOf({ outside: elsewhere }), 'fail', /enrolled was 8/],
		[
			'with another database enrolled outside',
			identityOf({ outside: { ...installation, database: 'other' } }),
			'fail',
			/enrolled was other/,
		],
		['when Directus runs on another server', identityOf({ same_server: false }), 'fail', /different servers/],
		['when the ledger is behind its anchor', identityOf({ anchor_kept: false }), 'fail', /restored from a backup/],
	])('%s', (_what, facts, outcome, reason) => {
		const verdict = judge('identity-certain', facts);
		expect(verdict).toMatchObject({ outcome, reason: expect.stringMatching(reason) });
		expect(verdict.evidence.join()).toMatch(/^system \d,database \w+ \(\d+\)$/);
	});
});
