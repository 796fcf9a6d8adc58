import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../contract/findings.ts';
import { sha256 } from '../../../core/digest/sha256.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { describeFinding, freezePlan } from '../../../core/plan/freeze-plan.ts';
import type { PlanSourceFile } from '../../../core/plan/frozen-plan.ts';
import { describeTarget } from '../../../core/sql/derive-targets.ts';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';
import { tinyFiles, tinyPlan } from '../../support/write-plan.ts';
import { bytesOf, type Draft, draftFiles } from './draft-files.ts';

beforeAll(loadSqlParser);

const [one, two] = tinyPlan.steps;
const zeros = '0'.repeat(64);

/** Every error as `file:line:column rule: message`; anything but a refusal of the plan is thrown on. */
function faultsOf(files: readonly PlanSourceFile[]): string[] {
	try {
		freezePlan(files);
		return [];
	} catch (error) {
		if (!(error instanceof CutterError) || error.code !== 'PLAN_INVALID') throw error;
		const told = (error.facts['findings'] as Finding[]).map(describeFinding);
		for (const line of told) expect(error.message).toContain(line);
		return told;
	}
}

describe('what a plan becomes', () => {
	it('carries each step with its statements, what undoes them, and what must not exist before', () => {
		const { file, steps } = freezePlan(draftFiles());
		expect(file.id).toBe('tiny');
		expect(
			steps.map(({ id, execute, undo, targets }) => [id, execute.length, undo.length, targets.map(describeTarget)]),
		).toEqual([
			['one', 2, 1, ['column public.thing.colour']],
			['two', 2, 2, ['schema store', 'relation store.box']],
		]);
	});

	it('fills in what a plan need not say', () => {
		const { file } = freezePlan(
			draftFiles({ plan: { expect: undefined, approvals: { execution: { seats: ['d32', 'g4'] } } } }),
		);
		expect(file.expect).toEqual({ counts: [], additions_only: true, side_effects: [] });
		expect(file.approvals.execution).toEqual({ seats: ['d32', 'g4'], people: 2, ttl_hours: 72 });
		expect(file.scope.forbid).toEqual([]);
		expect(file.steps.map(({ lane }) => lane)).toEqual(['standard', 'standard']);
	});

	it('takes a range of a file, first and last included', () => {
		const halves = [{ ...one, statements: [1, 1] }, { ...one, id: 'half', statements: [2, 2], validate: [] }, two];
		const { steps } = freezePlan(draftFiles({ plan: { steps: halves } }));
		expect(steps.slice(0, 2).map(({ execute }) => execute.map(({ line }) => line))).toEqual([[1], [2]]);
	});

	it('leaves no statement of a frozen file to nobody', () => {
		const draft = draftFiles({ plan: { steps: [{ ...one, statements: [2, 2] }, two] } });
		expect(() => freezePlan(draft)).toThrow('1.sql:1:1 statement-uncovered: statement 1 belongs to no step');
	});

	it('puts the runner’s transaction in the place of a file’s own', () => {
		const { steps } = freezePlan(draftFiles({ files: { '2.sql': `BEGIN;\n${tinyFiles['2.sql']}COMMIT;\n` } }));
		expect(steps[1]?.execute.map(({ text }) => text.slice(0, 6))).toEqual(['CREATE', 'CREATE']);
	});
});

describe('a fault has its place', () => {
	const sql = (file: string, text: string) => ({ file, sha256: sha256(text) });
	const frozen = Object.entries(tinyFiles).map(([file, text]) => sql(file, text));

	it.each<[string, Draft, RegExp]>([
		['YAML that does not parse', { yaml: 'id: tiny\nsteps: [' }, /^plan\.yaml:2:\d+ yaml-syntax: Flow sequence/],
		[
			'a key that stands twice',
			{ yaml: 'id: tiny\ntitle: a\nid: other\n' },
			/^plan\.yaml:3:1 yaml-syntax: Map keys must be unique/,
		],
		[
			'two documents in one file',
			{ yaml: 'id: tiny\n---\nid: other\n' },
			/^plan\.yaml:2:1 yaml-syntax: .*multiple documents/,
		],
		[
			'a file that holds no mapping',
			{ yaml: '- id: tiny\n' },
			/^plan\.yaml:1:1 plan-shape: \(root\): .*expected object/,
		],
		[
			'an unknown key below the root',
			{ plan: { scope: { allow: ['store'], extra: 1 } } },
			/^plan\.yaml:\d+:\d+ plan-shape: scope: Unrecognized key.*extra/,
		],
		[
			'a wrong value deep inside',
			{ plan: { steps: [one, { ...two, lane: 'fast' }] } },
			/^plan\.yaml:\d+:\d+ plan-shape: steps\[1\]\.lane: Invalid option/,
		],
		[
			'a check without an expectation',
			{ plan: { verify: [{ id: 'V', title: 'V', sql: 'SELECT 1' }] } },
			/^plan\.yaml:\d+:\d+ plan-shape: verify\[0\]\.expect: /,
		],
		[
			'an expectation of two kinds',
			{ plan: { verify: [{ id: 'V', title: 'V', sql: 'SELECT 1', expect: { scalar: 1, empty: true } }] } },
			/^plan\.yaml:\d+:\d+ plan-shape: verify\[0\]\.expect: /,
		],
		[
			'a version that is a number',
			{ plan: { version: 0.1 } },
			/^plan\.yaml:\d+:\d+ plan-shape: version: .*expected string/,
		],
		[
			'one person for a quorum',
			{ plan: { approvals: { execution: { seats: ['g4'], people: 1 } } } },
			/^plan\.yaml:\d+:\d+ plan-shape: approvals\.execution\.people: Too small/,
		],
		[
			'a seat nobody knows',
			{ plan: { approvals: { execution: { seats: ['g9'] } } } },
			/^plan\.yaml:\d+:\d+ plan-shape: approvals\.execution\.seats\[0\]: Invalid option/,
		],
		['no steps', { plan: { steps: [] } }, /^plan\.yaml:\d+:\d+ plan-shape: steps: Too small/],
		[
			'a path that leaves the folder',
			{ plan: { steps: [{ ...one, file: 'a/../../1.sql' }, two] } },
			/^plan\.yaml:\d+:\d+ plan-shape: steps\[0\]\.file: must stay inside/,
		],
		[
			'an absolute path',
			{ plan: { steps: [{ ...one, rollback: '/1.sql' }, two] } },
			/^plan\.yaml:\d+:\d+ plan-shape: steps\[0\]\.rollback: Invalid string/,
		],
		['a listed file that is not there', { plan: { sql: [...frozen, sql('3.sql', '')] } }, /^3\.sql:1:1 file-missing: /],
		[
			'bytes that changed after freezing',
			{ plan: { sql: [{ file: '1.sql', sha256: zeros }, ...frozen.slice(1)] } },
			new RegExp(
				`^1\\.sql:1:1 digest-mismatch: its bytes changed after freezing: expected sha256 ${zeros}, found ${sha256(tinyFiles['1.sql'])}`,
			),
		],
		[
			'a step’s file that is not frozen',
			{ plan: { sql: frozen.slice(1), steps: [{ ...one, statements: undefined, file: '1.sql' }, two] } },
			/^plan\.yaml:\d+:\d+ file-not-frozen: 1\.sql is not frozen/,
		],
		[
			'a rollback that is not frozen',
			{ plan: { sql: frozen.filter(({ file }) => file !== '2-back.sql') } },
			/^plan\.yaml:\d+:\d+ file-not-frozen: 2-back\.sql is not frozen/,
		],
		[
			'a range that runs backwards',
			{ plan: { steps: [{ ...one, statements: [2, 1] }, two] } },
			/^plan\.yaml:\d+:\d+ statements-out-of-range: asks for statements 2 to 1 of 2/,
		],
		[
			'a range that begins at nought',
			{ plan: { steps: [{ ...one, statements: [0, 1] }, two] } },
			/^plan\.yaml:\d+:\d+ plan-shape: steps\[0\]\.statements\[0\]: Too small/,
		],
		[
			'a step’s file without a statement',
			{ files: { '2.sql': '-- nothing\n' } },
			/^plan\.yaml:\d+:\d+ file-empty: 2\.sql holds no statement/,
		],
		[
			'SQL that does not parse',
			{ files: { '1-back.sql': '\n\nDROP TABEL a;' } },
			/^1-back\.sql:3:6 syntax-error: syntax error at or near "TABEL"$/,
		],
		[
			'a forbidden statement in a rollback',
			{ files: { '2-back.sql': 'DROP SCHEMA store;\nVACUUM;' } },
			/^2-back\.sql:2:1 maintenance: /,
		],
		[
			'a second transaction in a file',
			{ files: { '2.sql': 'BEGIN; SELECT 1; COMMIT;\nBEGIN; SELECT 2; COMMIT;' } },
			/^2\.sql:1:\d+ transaction-control: /,
		],
	])('%s', (_what, draft, fault) => {
		expect(faultsOf(draftFiles(draft))).toContainEqual(expect.stringMatching(fault));
	});

	it('a folder without a plan.yaml', () => {
		expect(faultsOf(draftFiles().slice(1))).toEqual(['plan.yaml:1:1 plan-missing: is not in the folder']);
	});

	it('all faults of SQL and freezing are named at once', () => {
		const drafted = draftFiles({
			files: { '1.sql': 'SELECT 1;\nVACUUM;', '2.sql': 'SELEC', '2-back.sql': 'CHECKPOINT' },
		});
		expect(faultsOf(drafted).map((fault) => fault.split(':')[0])).toEqual(['1.sql', '2-back.sql', '2.sql']);
	});

	// The YAML library throws a ReferenceError, which must be a refusal of this plan and no crash of all of them.
	it('a reference to an anchor that is not there', () => {
		expect(faultsOf(draftFiles({ yaml: 'id: tiny\ntitle: *missing\n' }))).toEqual([
			expect.stringMatching(/^plan\.yaml.*missing/),
		]);
	});

	// Both steps are one for the ledger, which commits a step of a run once; it would show only in production.
	it('two steps of one name', () => {
		expect(faultsOf(draftFiles({ plan: { steps: [one, { ...two, id: 'one' }] } }))).toEqual([
			expect.stringMatching(/ step-repeated: one is the id of steps\[0\]/),
		]);
	});

	// What is executed would not be what was frozen.
	it.each<[string, Uint8Array]>([
		['a file in Latin-1, not UTF-8', Buffer.from("COMMENT ON SCHEMA store IS 'caf\u00e9';", 'latin1')],
		['a file with U+0000', bytesOf('CREATE SCHEMA store;\u0000COMMIT;')],
	])('%s', (_what, bytes) => {
		expect(faultsOf(draftFiles({ files: { '2.sql': bytes } }))).toContainEqual(expect.stringMatching(/^2\.sql/));
	});
});
