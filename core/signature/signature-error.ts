export const signatureErrorCodes = [
	'KEY_MALFORMED',
	'KEY_SMALL_ORDER',
	'KEY_NOT_CANONICAL',
	'KEY_NOT_ON_CURVE',
	'KEY_ALREADY_ENROLLED',
	'KEY_NOT_ENROLLED',
	'KEY_NOT_IN_USE',
	'KEY_TIMES_CONTRADICT',
	'TIME_MALFORMED',
	'KEYRING_MALFORMED',
	'ENVELOPE_MALFORMED',
	'PAYLOAD_TYPE_MISMATCH',
	'THRESHOLD_NOT_MET',
	'HALF_MALFORMED',
	'WRONG_SIGNER',
	'ALREADY_SIGNED',
	'LATE',
	'LINEAGE_MISMATCH',
	'COUNTERSIGNATURE_MISMATCH',
	'ROW_MALFORMED',
	'COLUMN_MISMATCH',
	'LANE_REFERENCE_MISMATCH',
	'ALREADY_REVOKED',
] as const;
export type SignatureErrorCode = (typeof signatureErrorCodes)[number];

/** A key, an envelope or a row that may not be used. The message says what was expected and what was found. */
export class SignatureError extends Error {
	readonly code: SignatureErrorCode;
	/** What it is about: a field, a column, a key id. Empty for the whole. */
	readonly subject: string;

	constructor(code: SignatureErrorCode, message: string, subject = '') {
		super(message);
		this.name = new.target.name;
		this.code = code;
		this.subject = subject;
	}
}

/**
 * A signature refers to what its lane does not sign: the executor's lane refers to the change set alone, the verifier's
 * to the verify result alone. Named as that team names it; there is no fallback to the other lane and no repair.
 */
export class LaneReferenceMismatch extends SignatureError {
	constructor(message: string, subject: string) {
		super('LANE_REFERENCE_MISMATCH', message, subject);
	}
}
