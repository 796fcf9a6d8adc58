import type { z } from 'zod';
import {
	type PairSignatureRow,
	pairSignatureRow,
	type SignatureRevocation,
	signatureRevocation,
	signedHalf,
} from '../../../contract/signatures.ts';
import { parseStrictJson } from '../../digest/parse-strict-json.ts';
import { StrictJsonError } from '../../digest/strict-json-error.ts';
import { firstIssue } from '../first-issue.ts';
import type { StoredHalf } from '../pair/admit-half.ts';
import { SignatureError } from '../signature-error.ts';
import { assertLane } from './assert-lane.ts';
import { coveredColumns } from './write-row.ts';

/**
 * The half that a row holds, and its revocation. Every column has to say what the signed envelope says; whether that one
 * is what was signed is for `verifyPair`.
 * @throws SignatureError `ROW_MALFORMED` or `COLUMN_MISMATCH`, with the column, or LaneReferenceMismatch
 */
export function readRow(source: unknown): StoredHalf {
	const row = orRefuse(pairSignatureRow.safeParse(source), 'row');
	const half = orRefuse(
		signedHalf.safeParse({
			...readSignaturePayload(row.signature_payload),
			payload_envelope: row.payload_envelope,
			payload_hash: row.payload_hash,
		}),
		'signature_payload',
	);
	for (const [column, expected] of Object.entries(coveredColumns(half))) {
		const found = row[column as keyof PairSignatureRow];
		if (found !== expected) throw mismatch(column, expected, found);
	}
	assertLane(half.payload_envelope, {
		change_set_id: row.cross_reference_change_set_id,
		verify_result_id: row.cross_reference_verify_result_id,
	});
	return { half, revocation: revocationOf(row) };
}

function readSignaturePayload(text: string): object {
	try {
		const payload = parseStrictJson(text);
		return Object(payload);
	} catch (error) {
		if (!(error instanceof StrictJsonError)) throw error;
		throw new SignatureError('ROW_MALFORMED', `signature_payload: ${error.message}`, 'signature_payload');
	}
}

function revocationOf({
	validation_state,
	revoked_at,
	revoked_by,
	revocation_reason,
}: PairSignatureRow): SignatureRevocation | null {
	const revoked = validation_state === 'revoked';
	const columns = { revoked_at, revoked_by, revocation_reason };
	for (const [column, value] of Object.entries(columns))
		if ((value !== null) !== revoked)
			throw mismatch(
				column,
				revoked ? 'a value, for the state is revoked' : `NULL, for the state is ${validation_state}`,
				value,
			);
	return revoked ? orRefuse(signatureRevocation.safeParse(columns), 'revocation') : null;
}

function mismatch(column: string, expected: unknown, found: unknown): SignatureError {
	return new SignatureError(
		'COLUMN_MISMATCH',
		`${column}: expected ${expected ?? 'NULL'}, got ${found ?? 'NULL'}`,
		column,
	);
}

function orRefuse<T>(parsed: z.ZodSafeParseResult<T>, root: string): T {
	if (parsed.success) return parsed.data;
	const { field, message } = firstIssue(parsed.error, root);
	throw new SignatureError('ROW_MALFORMED', message, field);
}
