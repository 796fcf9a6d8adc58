import { type ErrorCode, errorStatus } from '../../contract/error-codes.ts';
import type { GateResult } from '../../contract/gates.ts';
import { CutterError } from './cutter-error.ts';

/** A refusal read back from where it was stored; a failure that has no code stays an ordinary error. */
export function refusalOf(code: string, message: string, gates: readonly GateResult[]): Error {
	return isErrorCode(code) ? new CutterError(code, message, { gates }) : new Error(message);
}

function isErrorCode(code: string): code is ErrorCode {
	return Object.hasOwn(errorStatus, code);
}
