import type { SeatId } from '../../contract/seats.ts';
import { type SignOffKind, type SignOffRequest, signOffRequest } from '../../contract/sign-offs.ts';
import { assertHumanSession, type Caller } from '../../core/access/caller.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { readRun } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { parseInput } from '../access/parse-input.ts';
import { type RunContext, readRunContext } from '../run/read-run-context.ts';
import { admitExecution } from './admit-execution.ts';
import { admitSnapshotRecord } from './admit-snapshot-record.ts';

/** An item of the approvals collection, ready to be stored. */
export interface PreparedSignOff extends SignOffRequest {
	readonly signer: string;
	readonly seats: readonly SeatId[];
	readonly signed_at: string;
	readonly expires_at: string;
}

/** Who wants to say what, in which run, and when by the server's clock. */
export interface Statement {
	readonly site: Site;
	readonly session: Session;
	readonly context: RunContext;
	readonly caller: Caller;
	readonly request: SignOffRequest;
	readonly now: Date;
}

/** The seats that a statement speaks for, and how long it holds. */
export interface Admitted {
	readonly seats: readonly SeatId[];
	/** RFC 3339 UTC */
	readonly expires_at: string;
}

const admit: Readonly<Record<SignOffKind, (statement: Statement) => Promise<Admitted>>> = {
	execution: admitExecution,
	snapshot_record: admitSnapshotRecord,
};

/**
 * Turns what a client sent into a sign-off, or refuses it. Signer, seats and times never come from the client.
 * @throws CutterError INVALID_INPUT, HUMAN_SESSION_REQUIRED, FORBIDDEN, STALE_DIGEST, WRONG_STATE
 */
export async function prepareSignOff(site: Site, caller: Caller, payload: unknown): Promise<PreparedSignOff> {
	assertHumanSession(caller);
	const request = parseInput(signOffRequest, payload);
	return withPooled(site.pool, async (session) => {
		const context = await readRunContext(site, session, request.run);
		const now = await readClock(session);
		const admitted = await admit[request.kind]({ site, session, context, caller, request, now });
		return { ...request, signer: caller.user, signed_at: now.toISOString(), ...admitted };
	});
}

/** The run that a refused payload names, when there is one. */
export async function findNamedRun(site: Site, payload: unknown): Promise<string | undefined> {
	const named = signOffRequest.pick({ run: true }).loose().safeParse(payload);
	if (!named.success) return undefined;
	return withPooled(site.pool, async (session) => (await readRun(session, named.data.run))?.id);
}
