import { describe, expect, it } from 'vitest';
import { errorStatus } from '../../../contract/error-codes.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { refusalOf } from '../../../core/errors/refusal-of.ts';
import { gate } from '../readiness/gate.ts';

describe('a refusal read back', () => {
	const gates = [gate('plan-frozen', 'fail')];

	it('is the refusal it was, gates included', () => {
		const refusal = refusalOf('GATE_NOT_MET', 'a message', gates);
		expect(refusal).toBeInstanceOf(CutterError);
		expect(refusal).toMatchObject({
			name: 'CutterError',
			code: 'GATE_NOT_MET',
			message: 'a message',
			facts: { gates },
		});
	});

	it.each(['', 'EXPLODED', 'toString', 'constructor', '__proto__'])(
		'without a code of ours stays an ordinary error: "%s"',
		(code) => {
			const refusal = refusalOf(code, 'a message', gates);
			expect(refusal).not.toBeInstanceOf(CutterError);
			expect(refusal.message).toBe('a message');
		},
	);
});

it('a refusal has facts even when none were given', () => {
	expect(new CutterError('NOT_FOUND', 'a message').facts).toEqual({});
});

it('every code has the status that the contract states', () => {
	expect(errorStatus).toEqual({
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
	});
});
