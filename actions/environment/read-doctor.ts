import { hostReady } from '../../core/gate/gates/host-ready.ts';
import { identityCertain } from '../../core/gate/gates/identity-certain.ts';
import { readControlState } from '../../platform/postgres/control/read-control-state.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { findHostProblems, findSitePrograms } from '../facts/find-host-problems.ts';
import { gatherIdentity } from '../facts/gather-identity.ts';

/** Programs, folders, identity and rights, each with its remedy. */
export async function readDoctor(site: Site) {
	return withPooled(site.pool, (session) =>
		withReadOnly(session, async () => {
			const identity = await gatherIdentity(site, session);
			const problems = await findHostProblems(site, session);
			const { folder, pg_dump, pg_restore, postgres } = await findSitePrograms(site, identity.seen.version_num);
			const certain = identityCertain({ identity });
			return {
				host: hostReady({ host_problems: problems }),
				identity: {
					...identity.inside,
					server: identity.seen,
					state: certain.outcome === 'pass' ? 'CERTAIN' : 'UNKNOWN',
					reason: certain.reason,
				},
				programs: {
					folder,
					pg_dump: pg_dump?.version ?? null,
					pg_restore: pg_restore?.version ?? null,
					postgres: postgres?.version ?? null,
				},
				control: await readControlState(session),
				tool_accounts: site.env.TOOL_ACCOUNTS ?? null,
				tool_revision: site.toolRevision,
			};
		}),
	);
}
