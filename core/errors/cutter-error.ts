import type { ErrorCode } from '../../contract/error-codes.ts';

/** A refusal or failure the user is told about: a code, one sentence, and the facts behind it (never a secret). */
export class CutterError extends Error {
	readonly code: ErrorCode;
	readonly facts: Readonly<Record<string, unknown>>;

	constructor(code: ErrorCode, message: string, facts: Readonly<Record<string, unknown>> = {}) {
		super(message);
		this.name = 'CutterError';
		this.code = code;
		this.facts = facts;
	}
}
