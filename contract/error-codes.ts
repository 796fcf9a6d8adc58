/** Every refusal carries one of these codes; the number is its HTTP status. */
export const errorStatus = {
	INVALID_INPUT: 400,
	UNAUTHENTICATED: 401,
	FORBIDDEN: 403,
	HUMAN_SESSION_REQUIRED: 403,
	NOT_FOUND: 404,
	WRONG_STATE: 409,
	STALE_DIGEST: 409,
	IDEMPOTENCY_CONFLICT: 409,
	GATE_NOT_MET: 412,
	PLAN_INVALID: 422,
	LOCK_HELD: 423,
	SETUP_NEEDED: 503,
	OUTCOME_UNKNOWN: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;
