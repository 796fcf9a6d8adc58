import { installationChain } from '../../contract/evidence.ts';
import type { SeatId } from '../../contract/seats.ts';
import { assertHumanSession, type Caller } from '../../core/access/caller.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { appendEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { readAccount } from '../../platform/postgres/seat/read-account.ts';
import { readSeats, saveSeat } from '../../platform/postgres/seat/seats.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { anchor } from '../ledger/record.ts';

/** Names a seat's holder, or confirms one whose account changed. Only the sovereign does, with a login. */
export async function nameSeat(
	site: Site,
	caller: Caller,
	seat: SeatId,
	request: { readonly user: string; readonly kind: 'human' | 'tool' },
): Promise<void> {
	assertHumanSession(caller);
	const held = await withPooled(site.pool, readSeats);
	const sovereign = held.find((entry) => entry.seat === 'sovereign');
	if (sovereign?.holder !== caller.user || sovereign.suspended)
		throw new CutterError(
			'FORBIDDEN',
			'Seats are named by the holder of the sovereign seat; the first one by directus cutter init on the server.',
		);
	if (seat === 'sovereign' && request.user === caller.user)
		throw new CutterError('FORBIDDEN', 'Nobody confirms their own seat: directus cutter init on the server does.');
	await storeSeat(site, { seat, ...request, namedBy: caller.user });
}

export async function storeSeat(
	site: Site,
	naming: { seat: SeatId; user: string; kind: 'human' | 'tool'; namedBy: string },
): Promise<void> {
	await withPooled(site.pool, (session) =>
		withTransaction(session, async () => {
			const account = await readAccount(session, naming.user);
			if (!account?.active) throw new CutterError('INVALID_INPUT', `user: there is no active account ${naming.user}.`);
			if (naming.kind === 'human' && isTool(site, account.email))
				throw new CutterError('INVALID_INPUT', 'kind: this is a tool account.');
			await saveSeat(session, { ...naming, fingerprint: account.fingerprint });
			await appendEvidence(session, {
				chain: installationChain,
				kind: 'seat.named',
				actor: naming.namedBy,
				body: { seat: naming.seat, user: naming.user, kind: naming.kind },
			});
		}),
	);
	await anchor(site);
}

function isTool({ env }: Site, email: string): boolean {
	const tools = env.TOOL_ACCOUNTS;
	return (
		tools !== undefined && [tools.executor, tools.verifier].some((tool) => tool.toLowerCase() === email.toLowerCase())
	);
}
