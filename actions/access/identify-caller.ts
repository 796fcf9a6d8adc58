import type { Caller } from '../../core/access/caller.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { readAccount } from '../../platform/postgres/seat/read-account.ts';
import { readSeats } from '../../platform/postgres/seat/seats.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';

/** What Directus says of a request; null is a call without any accountability, and is denied, not trusted. */
export interface Accountability {
	readonly user?: string | null;
	readonly admin?: boolean;
	readonly session?: string | undefined;
}

/**
 * @throws CutterError UNAUTHENTICATED without a user
 * @throws CutterError FORBIDDEN when the account is not active any more
 */
export async function identifyCaller(site: Site, accountability: Accountability | null | undefined): Promise<Caller> {
	const user = accountability?.user;
	if (!user) throw new CutterError('UNAUTHENTICATED', 'Log in first: this needs a user, and the request has none.');
	return withPooled(site.pool, async (session) => {
		const account = await readAccount(session, user);
		if (!account?.active) throw new CutterError('FORBIDDEN', 'This account is not active.');
		const seats = (await readSeats(session)).filter(({ holder, suspended }) => holder === user && !suspended);
		return {
			user,
			admin: accountability.admin === true,
			session: typeof accountability.session === 'string',
			tool: toolOf(site, account.email),
			seats: seats.map(({ seat }) => seat),
		};
	});
}

function toolOf(site: Site, email: string): Caller['tool'] {
	const tools = site.env.TOOL_ACCOUNTS;
	if (!tools) return null;
	if (email.toLowerCase() === tools.executor.toLowerCase()) return 'executor';
	return email.toLowerCase() === tools.verifier.toLowerCase() ? 'verifier' : null;
}
