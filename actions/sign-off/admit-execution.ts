import { CutterError } from '../../core/errors/cutter-error.ts';
import { readSignOffs } from '../../platform/postgres/approval/read-sign-offs.ts';
import type { RunContext } from '../run/read-run-context.ts';
import type { Admitted, Statement } from './prepare-sign-off.ts';
import { readOwnSeats } from './read-own-seats.ts';

/** A seat holder's word on a migration: over the digest of the rehearsal that stands, for a limited time. */
export async function admitExecution(statement: Statement): Promise<Admitted> {
	const { site, session, context, caller, request, now } = statement;
	assertSignable(context, request.digest);
	if (context.run.requester === caller.user)
		throw new CutterError(
			'FORBIDDEN',
			'Whoever requested a run never signs it (gate approval-quorum). Another holder has to.',
		);
	const { seats: asked, ttl_hours } = context.plan.file.approvals.execution;
	const seats = await readOwnSeats(session, caller, asked, `This plan is signed by ${asked.join(', ')}`);
	await assertNewWord(statement);
	const hours = Math.min(site.env.APPROVAL_TTL_HOURS, ttl_hours);
	return { seats, expires_at: new Date(now.getTime() + hours * 3_600_000).toISOString() };
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

async function assertNewWord({ session, context, caller, request }: Statement): Promise<void> {
	const own = (await readSignOffs(session, context.run.id)).filter(
		({ signer, kind, digest }) => signer === caller.user && kind === request.kind && digest === request.digest,
	);
	if (own.at(-1)?.outcome !== request.outcome) return;
	throw new CutterError(
		'WRONG_STATE',
		'You have signed this digest already; one person counts once. Another seat holder has to sign.',
		{ item: own.at(-1)?.id },
	);
}
