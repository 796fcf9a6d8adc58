import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { gateIds, gateLabels } from '../../../contract/gates.ts';
import { type ReviewPackage, reviewPackage } from '../../../contract/review-package.ts';
import { deriveReviewPackage } from '../../../core/review/derive-review-package.ts';
import { renderReviewPackage } from '../../../core/review/render-markdown.ts';
import { loadPlanById } from '../../../platform/plans/load-plans.ts';

const plans = fileURLToPath(new URL('../../../plans', import.meta.url));
let review: ReviewPackage;
let text: string;

beforeAll(async () => {
	review = deriveReviewPackage(await loadPlanById([plans], 'phase-alpha-v0.2'));
	text = renderReviewPackage(review);
});

/** The text between two headings of the rendered document. */
const section = (number: number) => text.split(/^## /m).find((part) => part.startsWith(`${number} `)) ?? '';

it('is what its schema says, and the same for the same plan', async () => {
	expect(reviewPackage.parse(JSON.parse(JSON.stringify(review)))).toEqual(review);
	expect(deriveReviewPackage(await loadPlanById([plans], 'phase-alpha-v0.2'))).toEqual(review);
});

// Everything that §1 to §6 of the command review of the source documents hold, item by item.
describe('the review of Phase α', () => {
	it('§1 names the target, the one transaction, and the nine operations in the order of their SQL steps', () => {
		expect(review.scope).toMatchObject({ database: 'directus', transaction: 'single', requires: ['p0-v0.1'] });
		expect(review.scope.operations.map(({ step, item }) => `${step}: ${item}`)).toEqual([
			'd: operation d (SQL step 1)',
			'a: operation a (SQL step 2)',
			'b: operation b (SQL step 3)',
			'c: operation c (SQL step 4)',
			'g: operation g (SQL step 5)',
			'e: operation e (SQL step 6)',
			'f: operation f (SQL step 7)',
			'h: operation h (SQL step 8)',
			'i: operation i (SQL step 9)',
		]);
	});

	it.each([
		['a', /ADD COLUMN authority/, 'public.tac_logical_unit', /ADD COLUMN authority text$/],
		[
			'b',
			/[Bb]ackfill authority .*86 rows/,
			'public.tac_logical_unit',
			/draft_only.*draft.*active.*enacted.*retired.*enacted.*WHERE authority IS NULL$/s,
		],
		['c', /SET DEFAULT draft/, 'public.tac_logical_unit', /SET DEFAULT 'draft'$/],
		[
			'd',
			/canonical_address_format_version text NOT NULL DEFAULT/,
			'public.tac_logical_unit',
			/NOT NULL DEFAULT 'canonical-address-v1'$/,
		],
		['e', /ADD COLUMN authority/, 'sandbox_tac.logical_unit', /ADD COLUMN authority text$/],
		['f', /SET DEFAULT draft/, 'sandbox_tac.logical_unit', /SET DEFAULT 'draft'$/],
		[
			'g',
			/canonical_address_format_version text NOT NULL DEFAULT/,
			'sandbox_tac.logical_unit',
			/NOT NULL DEFAULT 'canonical-address-v1'$/,
		],
		[
			'h',
			/CREATE TABLE/,
			'cutter_governance.canonical_address_alias',
			/^CREATE TABLE cutter_governance\.canonical_address_alias/,
		],
		['i', /four indexes/, 'cutter_governance.canonical_address_alias', /^CREATE INDEX .*alias_text/],
	])('§1 shows operation %s with its object and its SQL', (step, title, object, sql) => {
		const operation = review.scope.operations.find((entry) => entry.step === step);
		expect(operation).toMatchObject({ title: expect.stringMatching(title), object });
		expect(operation?.statements[0]).toMatch(sql);
		expect(section(1)).toContain(operation?.statements[0]);
	});

	it.each([
		/manifest_envelope/,
		/manifest_unit_block/,
		/review_decision/,
		/identity_profile/,
		/[Nn]o alias row/,
		/[Nn]o production CUT/,
		/[Nn]o production VERIFY/,
		/vector/,
		/deployed/,
		/NOT NULL/,
		/CHECK/,
		/foreign key across schemas/,
		/canonical_address and the tables of v0\.1/,
		/collection metadata/,
	])('§2 keeps out what the source keeps out: %s', (what) => {
		expect(review.non_scope.join('\n')).toMatch(what);
		expect(section(2)).toMatch(what);
	});

	it('§3 lists the commands C-01 to C-09; one changes the database, one conditionally', () => {
		expect(review.commands.map(({ id, mutates }) => `${id} ${mutates}`)).toEqual([
			...['C-01', 'C-02', 'C-03', 'C-04', 'C-05', 'C-06'].map((id) => `${id} never`),
			'C-07 always',
			'C-08 never',
			'C-09 conditionally',
		]);
		expect(section(3)).toContain('exactly 1 (C-07). Conditionally: 1 (C-09).');
	});

	it('§3 names the frozen SQL with its digest, and all preflight checks P-1 to P-10', () => {
		const { sha256 } = review.digests.find(({ file }) => file === 'phase-alpha-r2.sql') ?? { sha256: 'missing' };
		expect(section(3)).toContain(sha256);
		expect(review.preflight.map(({ id }) => id)).toEqual(
			expect.arrayContaining(Array.from({ length: 10 }, (_, index) => `P-${index + 1}`)),
		);
		for (const { id } of review.preflight) expect(section(3)).toContain(`${id} `);
	});

	it('§3 names the verification checks V-α-1 to V-α-16 and the trailing row with its eight values', () => {
		expect(review.verify.map(({ id }) => id)).toEqual(
			expect.arrayContaining(Array.from({ length: 16 }, (_, index) => `V-α-${index + 1}`)),
		);
		const trailing = [...review.scope.operations.flatMap(({ validate }) => validate)].find(({ title }) =>
			/trailing row/i.test(title),
		);
		expect(JSON.parse(trailing?.expects ?? '{}')).toEqual({
			row: {
				tac_authority_draft: 86,
				enacted: 0,
				runtime: 0,
				null: 0,
				tac_format_v1: 86,
				sandbox_authority_null: 76,
				sandbox_format_v1: 76,
				alias_table_present: 1,
			},
		});
	});

	it('§4 says of every gate what aborts, the eleven of the source by their numbers', () => {
		expect(review.gates.map(({ gate }) => gate).sort()).toEqual([...gateIds].sort());
		for (const [gate, label] of Object.entries(gateLabels))
			expect(review.gates.find((entry) => entry.gate === gate)?.label).toBe(label);
		const aborts = Object.fromEntries(review.gates.map(({ label, aborts_if }) => [label, aborts_if]));
		expect(aborts['G-2']).toContain('3600 s');
		expect(aborts['G-7']).toMatch(/tac_logical_unit.* ≠ 86.*logical_unit.* ≠ 76/);
		expect(aborts['G-8']).toContain('P-10');
		for (const { gate } of review.gates) expect(section(4)).toContain(`\`${gate}\``);
	});

	it('§5 declares that all 86 updated_at are bumped, why, and that no rollback gives them back', () => {
		expect(review.side_effects).toEqual([
			{
				column: 'public.tac_logical_unit.updated_at',
				key: 'id',
				rows_changed: 86,
				reason: expect.stringContaining('trg_tac_birth_gate_lu'),
				restorable: false,
			},
		]);
		expect(section(5)).toMatch(/least, greatest and distinct values, and the rows that changed/);
	});

	it('§6 undoes in R-1 to R-5, says what each loses, and who may ask', () => {
		expect(review.rollback.entries.map(({ id, steps }) => `${id}: ${steps.join(' ')}`)).toEqual([
			'R-1: i h',
			'R-2: f e',
			'R-3: g',
			'R-4: c b a',
			'R-5: d',
		]);
		for (const { loses } of review.rollback.entries) expect(loses).not.toBe('');
		expect(review.rollback.seats).toMatchObject({ seats: ['d32', 'g4', 'sovereign'] });
		expect(review.rollback.trigger.join(' ')).toMatch(/operation, the environment and the failed verification/);
		expect(review.rollback.not_restorable.map(({ column }) => column)).toEqual(['public.tac_logical_unit.updated_at']);
		expect(section(6)).toContain('DROP TABLE cutter_governance.canonical_address_alias');
	});
});
