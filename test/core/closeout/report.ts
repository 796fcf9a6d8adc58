import type { CloseoutReport, ProductionState } from '../../../contract/closeout-report.ts';

const digest = (digit: string) => digit.repeat(64);

export const state: ProductionState = {
	read_at: '2026-03-01T12:00:00.000Z',
	system_identifier: '7300000000000000001',
	database: 'directus',
	database_oid: 16_384,
	started_at: '2026-02-01T08:00:00.000001Z',
	schema_digest: digest('3'),
	rows: [
		{ table: 'store.box', count: 0 },
		{ table: 'public.thing', count: 3 },
	],
};

/** A closeout in which everything passes: one schema of the plan's own, one of others. */
export const report: CloseoutReport = {
	format: 'closeout-v1',
	outcome: 'pass',
	reasons: [],
	run: '11111111-1111-4111-8111-111111111111',
	plan: { id: 'tiny', title: 'A column and a table', version: '1', digest: digest('1') },
	environment: { id: '22222222-2222-4222-8222-222222222222', label: 'production' },
	tool_revision: 'r1',
	started_at: '2026-03-01T12:00:00.000Z',
	finished_at: '2026-03-01T12:03:00.000Z',
	backup: {
		evidence: 'run-1/20',
		file: '20260301T120001Z-1234/archive.dump',
		sha256: digest('2'),
		size_bytes: 4711,
		taken_at: '2026-03-01T12:00:01.000Z',
		entries: 99,
		sha256_at_end: digest('2'),
	},
	restore: {
		evidence: 'run-1/21',
		outcome: 'pass',
		reasons: [],
		kind: 'local-cluster',
		place: '/var/tmp/dot-iu-cutter-AAAAAA',
		system_identifier: '7300000000000000002',
		outbound_isolated: true,
		tables_compared: 12,
		rows_compared: 345,
		exceptions: [{ what: 'subscription sub', rule: 'subscription-left-out', reason: 'Left out on purpose.' }],
		seconds: 2.5,
	},
	tables: [
		{ table: 'store.box', in_dump: true, in_copy: true, count: 0, expected: 0, items: [] },
		{
			table: 'public.thing',
			in_dump: true,
			in_copy: true,
			count: 3,
			expected: null,
			items: [{ what: 'signal, open', count: 3 }],
		},
	],
	schemas: [
		{ schema: 'public', whole: false, dump: ['other', 'thing'], copy: ['other', 'thing'], unexpected: [] },
		{ schema: 'store', whole: true, dump: ['box'], copy: ['box'], unexpected: [] },
	],
	removal: {
		evidence: 'run-1/22',
		gone: { process_gone: true, socket_gone: true, folder_gone: true },
		roles: [],
	},
	production: {
		before: state,
		after: { ...state, read_at: '2026-03-01T12:03:00.000Z' },
		written_by_others: [{ table: 'public.other', inserted: 1, updated: 0, deleted: 0 }],
	},
};
