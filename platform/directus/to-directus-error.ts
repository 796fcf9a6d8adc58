import { createError } from '@directus/errors';
import { errorStatus } from '../../contract/error-codes.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';

/** The one place where a refusal becomes an HTTP answer. What is not ours passes through, without secrets of a connection. */
export function toDirectusError(error: unknown): unknown {
	if (error instanceof CutterError) return describe(error.code, error.message, errorStatus[error.code], error.facts);
	if (!(error instanceof Error) || isDirectusError(error)) return error;
	return describe('INTERNAL', scrub(error.message), 500, {});
}

function describe(code: string, message: string, status: number, facts: Readonly<Record<string, unknown>>): Error {
	const Refusal = createError<Record<string, unknown>>(code, message, status);
	return new Refusal({ ...facts });
}

function isDirectusError(error: Error): boolean {
	return 'extensions' in error && 'code' in error && 'status' in error;
}

/** Driver messages can repeat a connection string. */
function scrub(message: string): string {
	return message.replace(/postgres(ql)?:\/\/\S+/g, 'postgresql://…');
}
