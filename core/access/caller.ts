import type { SeatId } from '../../contract/seats.ts';
import { CutterError } from '../errors/cutter-error.ts';

/** Who asks, as far as rights depend on it. */
export interface Caller {
	readonly user: string;
	readonly admin: boolean;
	/** A login of mode `session`; static tokens and plain JSON logins have none. */
	readonly session: boolean;
	readonly tool: 'executor' | 'verifier' | null;
	/** Seats held and not suspended. */
	readonly seats: readonly SeatId[];
}

/** Reports, evidence and readiness: administrators, seat holders and the tool accounts. */
export function mayRead({ admin, seats, tool }: Caller): boolean {
	return admin || tool !== null || seats.length > 0;
}

/** Asking for an action decides nothing: gates do. The verifier only verifies. */
export function mayAsk(caller: Caller, action: string): boolean {
	if (caller.tool === 'verifier') return action === 'verify';
	return mayRead(caller);
}

export function assertMayRead(caller: Caller): void {
	if (mayRead(caller)) return;
	throw new CutterError(
		'FORBIDDEN',
		'Only administrators, seat holders and the tool accounts may look into migrations.',
	);
}

export function assertMayAsk(caller: Caller, action: string): void {
	if (mayAsk(caller, action)) return;
	throw new CutterError(
		'FORBIDDEN',
		`This account may not ask for ${action}: administrators, seat holders and the executor may.`,
	);
}

/** People sign and name with a login of mode `session`; a token that lies in a file is nobody's word. */
export function assertHumanSession({ session, tool }: Caller): void {
	if (tool !== null) throw new CutterError('HUMAN_SESSION_REQUIRED', 'A tool account never signs for a person.');
	if (session) return;
	throw new CutterError(
		'HUMAN_SESSION_REQUIRED',
		'Log in with { "mode": "session" } (POST /auth/login) or in the Studio: a static or temporary token cannot sign.',
	);
}
