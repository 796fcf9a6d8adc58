import type { SeatId } from '../../contract/seats.ts';
import { signOffRequest } from '../../contract/sign-offs.ts';
import { assertHumanSession, type Caller } from '../../core/access/caller.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { readSignOffs } from '../../platform/postgres/approval/read-sign-offs.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { readRun } from '../../platform/postgres/run/runs.ts';
import { readSeats } from '../../platform/postgres/seat/seats.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { parseInput } from '../access/parse-input.ts';
import { type RunContext, readRunContext } from '../run/read-run-context.ts';

/** An item of the approvals collection, ready to be stored. */
export interface PreparedSignOff {
	readonly run: string;
	readonly kind: 'execution';
	readonly digest: string;
	readonly outcome: 'pass' | 'pass_with_notes' | 'reject';
	readonly notes: string;
	readonly signer: string;
	readonly seats: readonly SeatId[];
	readonly signed_at: string;
	readonly expires_at: string;
}

/**
 * Turns what a client sent into a sign-off, or refuses it. Signer, seats and times never come from the client.
 * @throws CutterError INVALID_INPUT, HUMAN_SESSION_REQUIRED, FORBIDDEN, STALE_DIGEST, WRONG_STATE
 */
export async function prepareSignOff(site: Site, caller: Caller, payload: unknown): Promise<PreparedSignOff> {
	assertHumanSession(caller);
	const request = parseInput(signOffRequest, payload);
	return withPooled(site.pool, async (session) => {
		const context = await readRunContext(site, session, request.run);
		assertSignable(context, request.digest);
		if (context.run.requester === caller.user)
			throw new CutterError(
				'FORBIDDEN',
				'Whoever requested a run never signs it (gate approval-quorum). Another holder has to.',
			);
		const seats = await readOwnSeats(session, caller, context);
		await assertNewWord(session, context, caller, request);
		const now = await readClock(session);
		const hours = Math.min(site.env.APPROVAL_TTL_HOURS, context.plan.file.approvals.execution.ttl_hours);
		const expires_at = new Date(now.getTime() + hours * 3_600_000).toISOString();
		return { ...request, signer: caller.user, seats, signed_at: now.toISOString(), expires_at };
	});
}

function assertSignable({ position }: RunContext, digest: string): void {
	const current = position.rehearsal?.body.approval_digest;
	if (!current) throw new CutterError('WRONG_STATE', 'There is nothing to sign before a rehearsal has passed.');
	if (position.committed.length > 0 || position.phase === 'abandoned')
		throw new CutterError('WRONG_STATE', `A run that is ${position.phase} is not signed any more.`);
	if (digest === current) return;
	throw new CutterError(
		'STALE_DIGEST',
		`The run's approval digest is ${current}; what was signed is ${digest}. Read what changed and sign anew.`,
		{ current, signed: digest },
	);
}

async function readOwnSeats(session: Session, caller: Caller, { plan }: RunContext): Promise<SeatId[]> {
	const all = await readSeats(session);
	const asked = plan.file.approvals.execution.seats;
	const own = all.filter(
		({ holder, kind, seat }) => holder === caller.user && kind === 'human' && asked.includes(seat),
	);
	const suspended = own.filter((seat) => seat.suspended).map(({ seat }) => seat);
	if (suspended.length > 0) {
		throw new CutterError(
			'FORBIDDEN',
			`Seat ${suspended.join(', ')} is suspended: your account changed since you were named. The sovereign confirms it (PUT /cutter/seats/:id), or init on the server.`,
		);
	}
	if (own.length > 0) return own.map(({ seat }) => seat);
	throw new CutterError('FORBIDDEN', `This plan is signed by ${asked.join(', ')}; you hold none of these seats.`);
}

async function assertNewWord(
	session: Session,
	{ run }: RunContext,
	caller: Caller,
	request: { digest: string; outcome: string },
): Promise<void> {
	const own = (await readSignOffs(session, run.id)).filter(
		({ signer, digest }) => signer === caller.user && digest === request.digest,
	);
	if (own.at(-1)?.outcome !== request.outcome) return;
	throw new CutterError(
		'WRONG_STATE',
		'You have signed this digest already; one person counts once. Another seat holder has to sign.',
		{ item: own.at(-1)?.id },
	);
}

/** The run that a refused payload names, when there is one. */
export async function findNamedRun(site: Site, payload: unknown): Promise<string | undefined> {
	const named = signOffRequest.pick({ run: true }).loose().safeParse(payload);
	if (!named.success) return undefined;
	return withPooled(site.pool, async (session) => (await readRun(session, named.data.run))?.id);
}
