import type { PairSignatureRow } from '../../../contract/signatures.ts';
import { SignatureError } from '../signature-error.ts';

export interface RowRevocation {
	/** RFC 3339 UTC in milliseconds. */
	readonly at: string;
	readonly by: string;
	readonly reason: string;
}

/**
 * The row of a signature that counts no more. It stays where it is: one that replaces it names it as its prior.
 * @throws SignatureError where it was revoked already: the first revocation stands
 */
export function revokeRow(row: PairSignatureRow, { at, by, reason }: RowRevocation): PairSignatureRow {
	if (row.revoked_at !== null)
		throw new SignatureError(
			'ALREADY_REVOKED',
			`${row.signature_id} was revoked at ${row.revoked_at}`,
			row.signature_id,
		);
	return { ...row, validation_state: 'revoked', revoked_at: at, revoked_by: by, revocation_reason: reason };
}
