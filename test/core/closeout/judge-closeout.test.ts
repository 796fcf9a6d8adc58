import { describe, expect, it } from 'vitest';
import { closeoutReport } from '../../../contract/closeout-report.ts';
import { type CloseoutFacts, judgeCloseout } from '../../../core/closeout/judge-closeout.ts';
import { report, state } from './report.ts';

const { backup, restore, tables, schemas, production } = report;
const [box, thing] = tables;
const [inPublic, store] = schemas;
if (!box || !thing || !inPublic || !store) throw new Error('the report is not as this test needs it');
const after = (change: Partial<typeof state>) => ({ production: { ...production, after: { ...state, ...change } } });

const sentences: readonly [string, Partial<CloseoutFacts>, 'pass' | 'fail' | 'error', RegExp | null][] = [
	['everything as it should be', {}, 'pass', null],
	['writes by others meanwhile', {}, 'pass', null],
	[
		'a table that the dump lacks',
		{ tables: [{ ...box, in_dump: false }, thing] },
		'fail',
		/^store\.box is missing from the dump$/,
	],
	[
		'a table that the restored copy lacks',
		{ tables: [{ ...box, in_copy: false, count: null }, thing] },
		'fail',
		/^store\.box is missing from the restored copy$/,
	],
	[
		'a table that both lack',
		{ tables: [{ ...box, in_dump: false, in_copy: false, count: null }, thing] },
		'fail',
		/^store\.box is missing from the dump and the restored copy$/,
	],
	[
		'a row too many',
		{ tables: [{ ...box, count: 1 }, thing] },
		'fail',
		/^store\.box holds 1 rows in the restored copy, the plan says 0$/,
	],
	['any number of rows where the plan names none', { tables: [box, { ...thing, count: 9 }] }, 'pass', null],
	[
		'a table that nothing names in a schema of the plan’s own',
		{ schemas: [inPublic, { ...store, unexpected: ['crate', 'lid'] }] },
		'fail',
		/^the schema store holds tables that nothing names: crate, lid$/,
	],
	[
		'a copy that differs',
		{ restore: { ...restore, outcome: 'fail', reasons: ['- index public.i'] } },
		'fail',
		/^the restored copy differs: - index public\.i$/,
	],
	[
		'a restore that was broken off',
		{ restore: { ...restore, outcome: 'error', reasons: ['disk full'] } },
		'error',
		/^the restore was broken off: disk full$/,
	],
	[
		'a restore that was broken off, and no tables in what there is of it',
		{
			restore: { ...restore, outcome: 'error', reasons: ['disk full'] },
			tables: [{ ...box, in_copy: false, count: null }],
		},
		'error',
		/^the restore was broken off/,
	],
	[
		'an archive that changed meanwhile',
		{ backup: { ...backup, sha256_at_end: 'f'.repeat(64) } },
		'fail',
		/^the archive changed: its sha256 is f+, the record says 2+$/,
	],
	[
		'an archive that cannot be read any more',
		{ backup: { ...backup, sha256_at_end: null } },
		'error',
		/could not be digested again/,
	],
	[
		'another server',
		after({ system_identifier: '9' }),
		'fail',
		/system identifier 7300000000000000001 before, 9 after/,
	],
	['another database', after({ database_oid: 9 }), 'fail', /database OID 16384 before, 9 after/],
	['a restarted server', after({ started_at: 'later' }), 'fail', /start time of the server .* before, later after/],
	['another schema', after({ schema_digest: 'e'.repeat(64) }), 'fail', /schema digest 3+ before, e+ after/],
	['other rows of production, which the copy cannot have', after({ rows: [] }), 'pass', null],
];

describe('a closeout with', () => {
	it.each(sentences)('%s', (_, change, outcome, reason) => {
		const judged = judgeCloseout({ ...report, ...change });
		expect(judged.outcome).toBe(outcome);
		if (reason) expect(judged.reasons).toContainEqual(expect.stringMatching(reason));
		else expect(judged.reasons).toEqual([]);
	});

	it('what is wrong and what is undecided names both, and fails', () => {
		const { outcome, reasons } = judgeCloseout({
			...report,
			backup: { ...backup, sha256_at_end: null },
			tables: [{ ...box, in_dump: false }],
		});
		expect([outcome, reasons.length]).toEqual(['fail', 2]);
	});
});

it('the report crosses the wire as it is', () => {
	expect(closeoutReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
});
