import { z } from 'zod';
import { type GateResult, gateResult } from '../../../contract/gates.ts';
import { AnswerShapeError } from './parse-answer.ts';

export type FailureKind = 'setup' | 'forbidden' | 'refused' | 'unreachable' | 'unreadable';

/** Why a request did not give what was asked, ready to be shown; the message is the server's own. */
export interface Failure {
	readonly kind: FailureKind;
	readonly code: string;
	readonly message: string;
	/** The gates that are not met, when the refusal names them. */
	readonly gates: readonly GateResult[];
	/** What a database administrator has to run, when set-up is needed. */
	readonly sql: string | null;
}

// A fact of an unknown shape must not hide the message it came with.
const gates = z.array(gateResult).optional().catch(undefined);
const sql = z
	.union([z.string(), z.array(z.string()).transform((lines) => lines.join('\n'))])
	.optional()
	.catch(undefined);
const refusal = z.object({
	errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string(), gates, sql }) })).min(1),
});
const answered = z.object({ response: z.object({ status: z.number(), data: z.unknown() }) });

/** Reads whatever a request threw: a refusal in the API's shape, no answer at all, or an answer nobody understands. */
export function readFailure(error: unknown): Failure {
	if (error instanceof AnswerShapeError) return bare('unreadable', '', error.message);
	const answer = answered.safeParse(error);
	if (!answer.success) return bare('unreachable', '', error instanceof Error ? error.message : String(error));
	const { status, data } = answer.data.response;
	const first = refusal.safeParse(data).data?.errors[0];
	if (first === undefined) return bare(status >= 502 ? 'unreachable' : 'unreadable', '', `HTTP ${status}`);
	const { code, gates: unmet = [], sql: statements = null } = first.extensions;
	return { kind: kindOf(code, status), code, message: first.message, gates: unmet, sql: statements };
}

function kindOf(code: string, status: number): FailureKind {
	if (code === 'SETUP_NEEDED') return 'setup';
	return status === 401 || status === 403 ? 'forbidden' : 'refused';
}

function bare(kind: FailureKind, code: string, message: string): Failure {
	return { kind, code, message, gates: [], sql: null };
}
