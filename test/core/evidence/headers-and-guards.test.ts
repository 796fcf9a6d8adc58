import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareHeader, installationFields, runFields } from '../../../core/evidence/compare-headers.ts';
import { type GuardFacts, judgeGuards, protectionOf } from '../../../core/evidence/judge-guards.ts';
import { shippedFunctions } from '../../../core/evidence/shipped-functions.ts';
import { chainOf } from './chain-of.ts';
import { opened } from './sample-bodies.ts';

const pick = (body: Readonly<Record<string, string>>, names: readonly string[]) =>
	Object.fromEntries(names.map((name) => [name, body[name] ?? '']));

describe('a run’s row and its first evidence', () => {
	const rows = chainOf([
		['run.opened', opened],
		['run.abandoned', { plan: 'other' }],
	]);
	const header = { chain: 'run-1', fields: pick(opened, runFields) };

	it('agree', () => {
		expect(compareHeader('run-1', rows, header)).toEqual([]);
	});

	it.each(runFields)('are compared by %s', (field) => {
		const other = { ...header, fields: { ...header.fields, [field]: 'another' } };
		expect(compareHeader('run-1', rows, other)).toMatchObject([
			{
				chain: 'run-1',
				seq: 1,
				fault: 'header',
				message: `${field} reads another beside the ledger, and ${opened[field]} in it`,
				expected: `${field} ${opened[field]}`,
				found: `${field} another`,
			},
		]);
	});

	it('a first record that says nothing is not one that agrees', () => {
		const silent = chainOf([['run.opened', {}]]);
		expect(compareHeader('run-1', silent, header).map(({ expected }) => expected)).toEqual(
			runFields.map((field) => `${field} (nothing)`),
		);
		expect(
			compareHeader(
				'run-1',
				rows.map((row) => ({ ...row, body: null })),
				header,
			),
		).toHaveLength(runFields.length);
	});

	it('are not compared where the first evidence is missing: that is reported as such', () => {
		expect(compareHeader('run-1', rows.slice(1), header)).toEqual([]);
	});

	it('a chain without a row is a stray, over all its records', () => {
		expect(compareHeader('run-1', rows, null)).toMatchObject([
			{
				chain: 'run-1',
				seq: 1,
				last: 2,
				fault: 'stray',
				message: 'chain run-1 belongs to no run',
				found: '2 records of chain run-1',
			},
		]);
	});

	it('a row without a record has lost all of them', () => {
		expect(compareHeader('run-1', [], header)).toMatchObject([
			{
				chain: 'run-1',
				seq: 1,
				fault: 'removed',
				message: 'there is no evidence of run-1, not even that it was opened',
			},
		]);
		expect(compareHeader('run-1', [], null)).toEqual([]);
	});
});

describe('the installation’s row', () => {
	const enrolment = { id: 'one', label: 'production' };
	const header = { chain: 'installation', fields: pick(enrolment, installationFields) };

	it('agrees with the enrolment, wherever other records stand', () => {
		const rows = chainOf(
			[
				['installation.enrolled', enrolment],
				['seat.named', { label: 'x' }],
			],
			'installation',
		);
		expect(compareHeader('installation', rows, header)).toEqual([]);
		const other = { ...header, fields: { ...header.fields, label: 'lab' } };
		expect(compareHeader('installation', rows, other)).toMatchObject([{ seq: 1, fault: 'header', found: 'label lab' }]);
	});

	it('agrees with what was recorded last, once it was restored', () => {
		const restored = { id: 'one', label: 'restored' };
		const rows = chainOf(
			[
				['installation.enrolled', enrolment],
				['installation.restored', restored],
			],
			'installation',
		);
		expect(compareHeader('installation', rows, header)).toHaveLength(1);
		expect(compareHeader('installation', rows, { ...header, fields: restored })).toEqual([]);
	});
});

const sql = readdirSync('sql/control')
	.sort()
	.map((name) => readFileSync(`sql/control/${name}`, 'utf8'));
const shipped = { version: sql.length, functions: shippedFunctions(sql) };

describe('the functions that the bundle ships', () => {
	it('are read from its migrations', () => {
		expect([...shipped.functions.keys()].sort()).toEqual([
			'assert_approval',
			'guard_approval',
			'keep_run_header',
			'link_evidence',
			'refuse_change',
		]);
		expect(shipped.functions.get('refuse_change')).toMatch(
			/^\nBEGIN\n\tRAISE EXCEPTION '%.% is append-only[\s\S]+END $/,
		);
	});

	it('count as they are defined last', () => {
		const define = (how: string, source: string) =>
			`CREATE ${how}FUNCTION cutter_control.f() RETURNS void\n\tLANGUAGE sql AS $$${source}$$;`;
		expect([...shippedFunctions([define('', 'one') + define('', 'two'), define('OR REPLACE ', 'three')])]).toEqual([
			['f', 'three'],
		]);
	});
});

describe('the guards of the ledger', () => {
	const row = 'FOR EACH ROW EXECUTE FUNCTION cutter_control';
	const on = 'ON cutter_control';
	const facts: GuardFacts = {
		triggers: [
			['evidence_append_only', `BEFORE DELETE OR UPDATE ${on}.evidence ${row}.refuse_change()`],
			['evidence_linked', `BEFORE INSERT ${on}.evidence ${row}.link_evidence()`],
			[
				'evidence_no_truncate',
				`BEFORE TRUNCATE ${on}.evidence FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.refuse_change()`,
			],
			['run_header_kept', `BEFORE UPDATE ${on}.run ${row}.keep_run_header()`],
		].map(([name = '', rest]) => ({ name, definition: `CREATE TRIGGER ${name} ${rest}`, always: true })),
		functions: new Map(shipped.functions),
		extras: [],
		rights: [],
		powers: [],
		version: shipped.version,
	};
	const judged = (change: Partial<GuardFacts>) =>
		judgeGuards({ ...facts, ...change }, shipped).map(({ message }) => message);
	const trigger = (at: number, change: Partial<GuardFacts['triggers'][number]>) =>
		facts.triggers.map((one, index) => (index === at ? { ...one, ...change } : one));
	const said = (what: string) => [`the ledger is not guarded as it was: ${what}`];

	it('are up', () => {
		expect(judgeGuards(facts, shipped)).toEqual([]);
		expect(protectionOf(facts, shipped)).toBe('append_only');
	});

	it.each<[string, Partial<GuardFacts>, string]>([
		...facts.triggers.map(({ name }, at): [string, Partial<GuardFacts>, string] => [
			`${name} dropped`,
			{ triggers: facts.triggers.toSpliced(at, 1) },
			`the trigger ${name} is gone`,
		]),
		...facts.triggers.map(({ name }, at): [string, Partial<GuardFacts>, string] => [
			`${name} disabled`,
			{ triggers: trigger(at, { always: false }) },
			`the trigger ${name} is not enabled always`,
		]),
		[
			'a trigger that does something else',
			{ triggers: trigger(1, { definition: 'CREATE TRIGGER x' }) },
			'the trigger evidence_linked does something else',
		],
		[
			'a trigger of somebody’s',
			{ triggers: [...facts.triggers, { name: 'mine', definition: 'CREATE TRIGGER mine', always: true }] },
			'the trigger mine is not the bundle’s',
		],
		[
			'a function that does nothing',
			{ functions: new Map([...facts.functions, ['refuse_change', ' BEGIN RETURN NEW; END ']]) },
			'the function refuse_change is not what the bundle ships',
		],
		[
			'a function that is gone',
			{ functions: new Map([...facts.functions].filter(([name]) => name !== 'link_evidence')) },
			'the function link_evidence is gone',
		],
		['a rule', { extras: ['a rule: mine'] }, 'the table of evidence has a rule: mine'],
		['a right', { rights: ['directus: DELETE'] }, 'more than reading and adding is granted: directus: DELETE'],
	])('are down: %s', (_what, change, message) => {
		expect(judged(change)).toEqual(said(message));
		expect(protectionOf({ ...facts, ...change }, shipped)).toBe('tamper_evident');
		const [fault] = judgeGuards({ ...facts, ...change }, shipped);
		expect(fault).toMatchObject({ chain: 'cutter_control', seq: 0, fault: 'unguarded' });
		expect(fault?.expected).not.toBe(fault?.found);
	});

	it('are up, yet protect nothing from a role that has powers of its own', () => {
		expect(judged({ powers: ['is a superuser'] })).toEqual([]);
		expect(protectionOf({ ...facts, powers: ['is a superuser'] }, shipped)).toBe('tamper_evident');
	});

	it('of an older schema are not compared with the bundle’s, and do not protect as well', () => {
		const older = { version: shipped.version - 1, functions: new Map([['refuse_change', 'older']]) };
		expect(judged(older)).toEqual([]);
		expect(protectionOf({ ...facts, ...older }, shipped)).toBe('tamper_evident');
	});

	it('of a newer schema are not compared either', () => {
		const newer = { version: shipped.version + 1, functions: new Map([['refuse_change', 'newer']]) };
		expect(judged(newer)).toEqual([]);
		expect(protectionOf({ ...facts, ...newer }, shipped)).toBe('append_only');
	});
});
