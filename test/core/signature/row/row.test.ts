import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type PairSignatureRow, pairSignatureRow } from '../../../../contract/signatures.ts';
import { verifyPair } from '../../../../core/signature/pair/verify-pair.ts';
import { assertLane } from '../../../../core/signature/row/assert-lane.ts';
import { readRow } from '../../../../core/signature/row/read-row.ts';
import { revokeRow } from '../../../../core/signature/row/revoke-row.ts';
import { writeRow } from '../../../../core/signature/row/write-row.ts';
import { LaneReferenceMismatch } from '../../../../core/signature/signature-error.ts';
import { another, leavesOf } from '../leaves.ts';
import { id, now, recordedAt, refusalOf, samplePair, sampleVerification, signedAt } from '../samples.ts';

const { executor, verifier } = samplePair('change_set');
const toChangeSet = { change_set_id: id(1), verify_result_id: null };
const toVerifyResult = { change_set_id: null, verify_result_id: id(5) };
const executorRow = writeRow(executor, toChangeSet);
const verifierRow = writeRow(verifier, toVerifyResult);

describe('a row', () => {
	it('has the columns of the table', () => {
		const sql = readFileSync(new URL('../../../../plans/p0-v0.1/steps/5-change-set.sql', import.meta.url), 'utf8');
		const table = sql.split('CREATE TABLE cutter_governance.dot_pair_signature (')[1]?.split('CONSTRAINT')[0] ?? '';
		const columns = [...table.matchAll(/^\t(\w+) /gm)].map(([, name]) => name);
		expect(columns).toHaveLength(16);
		expect(Object.keys(pairSignatureRow.shape).sort()).toEqual(columns.sort());
	});

	it('of the executor refers to the change set, of the verifier to the verify result', () => {
		expect(executorRow).toEqual({
			signature_id: id(11),
			signature_kind: 'executor_cut',
			signer_dot_id: 'DOT-IU-CUTTER',
			signer_identity: 'executor-account',
			signer_tool_revision: '0.1.0+abc',
			payload_envelope: executor.payload_envelope,
			payload_hash: executor.payload_hash,
			signature_payload: expect.stringMatching(/^\{"dsse":\{.*\},"integrity_check":\{.*\}\}$/),
			signed_at: signedAt,
			validation_state: 'pending',
			cross_reference_change_set_id: id(1),
			cross_reference_verify_result_id: null,
			prior_signature_id: null,
			revoked_at: null,
			revoked_by: null,
			revocation_reason: null,
		});
		expect(verifierRow).toMatchObject({
			signature_kind: 'verifier_cut',
			cross_reference_change_set_id: null,
			cross_reference_verify_result_id: id(5),
		});
	});

	it('of either lane has the shared change set in its envelope', () => {
		for (const row of [executorRow, verifierRow]) expect(row.payload_envelope).toMatchObject({ change_set_id: id(1) });
	});

	it.each([
		['the executor', executorRow, executor],
		['the verifier', verifierRow, verifier],
	])('of %s is read back as the half that was written', (_who, row, half) => {
		expect(readRow(row)).toEqual({ half, revocation: null });
		expect(readRow(JSON.parse(JSON.stringify(row)))).toEqual({ half, revocation: null });
	});
});

describe('lanes', () => {
	it.each<[string, typeof executor, { change_set_id: string | null; verify_result_id: string | null }, string, string]>(
		[
			['the executor on the verifier\u2019s lane', executor, toVerifyResult, 'change_set_id', `${id(1)}, got NULL`],
			['the verifier on the executor\u2019s lane', verifier, toChangeSet, 'change_set_id', `NULL, got ${id(1)}`],
			[
				'both references',
				executor,
				{ ...toChangeSet, verify_result_id: id(5) },
				'verify_result_id',
				`NULL, got ${id(5)}`,
			],
			[
				'both references of the verifier',
				verifier,
				{ ...toVerifyResult, change_set_id: id(1) },
				'change_set_id',
				`NULL, got ${id(1)}`,
			],
			[
				'no reference',
				executor,
				{ change_set_id: null, verify_result_id: null },
				'change_set_id',
				`${id(1)}, got NULL`,
			],
			[
				'no reference of the verifier',
				verifier,
				{ change_set_id: null, verify_result_id: null },
				'verify_result_id',
				`${id(5)}, got NULL`,
			],
			[
				'another change set',
				executor,
				{ ...toChangeSet, change_set_id: id(2) },
				'change_set_id',
				`${id(1)}, got ${id(2)}`,
			],
			[
				'another verify result',
				verifier,
				{ ...toVerifyResult, verify_result_id: id(2) },
				'verify_result_id',
				`${id(5)}, got ${id(2)}`,
			],
		],
	)('%s: refused before a row is made', (_what, half, reference, column, found) => {
		const refusal = refusalOf(() => writeRow(half, reference));
		expect(refusal).toBeInstanceOf(LaneReferenceMismatch);
		expect(refusal).toMatchObject({
			name: 'LaneReferenceMismatch',
			code: 'LANE_REFERENCE_MISMATCH',
			subject: `cross_reference_${column}`,
			message: `${half.payload_envelope.signature_kind}: expected cross_reference_${column} ${found}`,
		});
		const misplaced = {
			...(half === executor ? executorRow : verifierRow),
			cross_reference_change_set_id: reference.change_set_id,
			cross_reference_verify_result_id: reference.verify_result_id,
		};
		expect(refusalOf(() => readRow(misplaced))).toBeInstanceOf(LaneReferenceMismatch);
	});

	it.each(['executor', 'verifier'] as const)('a run\u2019s %s half has no lane here', (half) => {
		const refusal = refusalOf(() => writeRow(samplePair('run')[half], toChangeSet));
		expect(refusal).toMatchObject({
			code: 'LANE_REFERENCE_MISMATCH',
			subject: 'signature_kind',
			message: `${half}_run: a run's signatures stay with the run, this table is for those of change sets`,
		});
	});

	it('fit', () => {
		expect(() => assertLane(executor.payload_envelope, toChangeSet)).not.toThrow();
		expect(() => assertLane(verifier.payload_envelope, toVerifyResult)).not.toThrow();
	});
});

describe('every column altered in turn', () => {
	/** Columns that are no repetition of the envelope, and what refuses them. */
	const other: Record<string, [code: string, subject: string]> = {
		signature_kind: ['COLUMN_MISMATCH', 'signature_kind'],
		payload_envelope: ['ROW_MALFORMED', 'payload_envelope'],
		signature_payload: ['ROW_MALFORMED', 'signature_payload'],
		validation_state: ['COLUMN_MISMATCH', 'revoked_at'],
		cross_reference_change_set_id: ['LANE_REFERENCE_MISMATCH', 'cross_reference_change_set_id'],
		cross_reference_verify_result_id: ['LANE_REFERENCE_MISMATCH', 'cross_reference_verify_result_id'],
		revoked_at: ['COLUMN_MISMATCH', 'revoked_at'],
		revoked_by: ['COLUMN_MISMATCH', 'revoked_by'],
		revocation_reason: ['COLUMN_MISMATCH', 'revocation_reason'],
	};
	const values: Record<string, unknown> = {
		signature_kind: 'verifier_cut',
		payload_envelope: 'x',
		validation_state: 'revoked',
		revoked_at: now,
	};
	/** The hash is the half's own to say, and `verifyPair` compares it. */
	const columns = leavesOf(pairSignatureRow).filter((column) => column !== 'payload_hash');

	it.each(columns)('%s', (column) => {
		const before = executorRow[column as keyof PairSignatureRow];
		const row = { ...executorRow, [column]: values[column] ?? another(before) };
		const [code, subject] = other[column] ?? ['COLUMN_MISMATCH', column];
		expect(refusalOf(() => readRow(row))).toMatchObject({ code, subject });
	});

	it.each(columns)('%s missing', (column) => {
		const { [column as keyof PairSignatureRow]: _, ...row } = executorRow;
		expect(refusalOf(() => readRow(row))).toMatchObject({ code: 'ROW_MALFORMED', subject: column });
	});

	it('says what was expected and what was found', () => {
		const messages = [
			{ signer_identity: 'other' },
			{ prior_signature_id: id(9) },
			{ revoked_by: 'admin' },
			{ validation_state: 'revoked' },
			{ validation_state: 'expired' },
			{ note: 'x' },
			{ signature_payload: '{"integrity_check":1,"integrity_check":1}' },
			{ signature_payload: '[]' },
			{ validation_state: 'revoked', revoked_at: now, revoked_by: 'admin', revocation_reason: '' },
			{ signature_payload: 'null' },
			{ signature_payload: '"x"' },
		].map((change) => refusalOf(() => readRow({ ...executorRow, ...change }))?.message);
		expect(messages).toEqual([
			'signer_identity: expected executor-account, got other',
			`prior_signature_id: expected NULL, got ${id(9)}`,
			'revoked_by: expected NULL, for the state is pending, got admin',
			'revoked_at: expected a value, for the state is revoked, got NULL',
			expect.stringMatching(/^validation_state: Invalid option/),
			'row: Unrecognized key: "note"',
			'signature_payload: line 1, column 22: the key "integrity_check" a second time',
			expect.stringMatching(/^integrity_check: /),
			expect.stringMatching(/^revocation_reason: /),
			expect.stringMatching(/^integrity_check: /),
			expect.stringMatching(/^integrity_check: /),
		]);
	});

	it('a column that is not of the table', () => {
		expect(refusalOf(() => readRow({ ...executorRow, note: 'x' }))).toMatchObject({
			code: 'ROW_MALFORMED',
			subject: '',
		});
		expect(refusalOf(() => readRow(null))).toMatchObject({ code: 'ROW_MALFORMED' });
	});
});

describe('two rows, read and verified', () => {
	const verified = (executorRow: PairSignatureRow, verifierRow: PairSignatureRow) => {
		const [ours, theirs] = [readRow(executorRow), readRow(verifierRow)].map((stored) => ({
			...stored,
			recorded_at: recordedAt,
		}));
		const halves = { executor: ours ?? null, verifier: theirs ?? null };
		return verifyPair(sampleVerification('change_set', {}, halves));
	};

	it('are a valid pair', () => {
		expect(verified(executorRow, verifierRow)).toMatchObject({ outcome: 'valid', scheme: 'ed25519' });
	});

	it('are none when the hash of one was altered', () => {
		const altered = { ...executorRow, payload_hash: another(executorRow.payload_hash) as string };
		expect(verified(altered, verifierRow).reasons.map(({ code }) => code)).toEqual([
			'PAYLOAD_HASH_MISMATCH',
			'INTEGRITY_MISMATCH',
			'COUNTERSIGNATURE_MISMATCH',
		]);
	});

	it('are none once one is revoked', () => {
		const revoked = revokeRow(verifierRow, { at: now, by: 'admin', reason: 'wrong' });
		expect(verified(executorRow, revoked)).toMatchObject({ state: 'revoked', signals: ['signature_revoked'] });
	});
});

describe('revocation', () => {
	const revocation = { at: now, by: 'admin', reason: 'wrong' };

	it('keeps the row and says when, by whom and why', () => {
		const row = revokeRow(executorRow, revocation);
		expect(row).toEqual({
			...executorRow,
			validation_state: 'revoked',
			revoked_at: now,
			revoked_by: 'admin',
			revocation_reason: 'wrong',
		});
		expect(readRow(row)).toEqual({
			half: executor,
			revocation: { revoked_at: now, revoked_by: 'admin', revocation_reason: 'wrong' },
		});
	});

	it('happens once', () => {
		const refusal = refusalOf(() => revokeRow(revokeRow(executorRow, revocation), { ...revocation, by: 'other' }));
		expect(refusal).toMatchObject({
			code: 'ALREADY_REVOKED',
			subject: id(11),
			message: `${id(11)} was revoked at ${now}`,
		});
	});
});
