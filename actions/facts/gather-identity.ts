import type { IdentityFacts } from '../../core/gate/facts.ts';
import { readKeptAnchor } from '../../platform/artifacts/heads-file.ts';
import { readInstallationFile } from '../../platform/artifacts/installation-file.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { holdsHeads } from '../../platform/postgres/ledger/read-heads.ts';
import { readServerIdentity } from '../../platform/postgres/read-server-identity.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { proveSameServer } from '../../platform/postgres/subject/prove-same-server.ts';
import type { Site } from '../../platform/site.ts';
import { findKeyring } from '../key/trusted-keyring.ts';
import { vouchByKeyring } from '../key/vouch-by-keyring.ts';

/** Identity as read on this very connection, with both halves of the installation id. */
export async function gatherIdentity(site: Site, session: Session): Promise<IdentityFacts> {
	const anchored = await readKeptAnchor(site.artifactsDir);
	return {
		inside: await readInstallation(session),
		outside: await readInstallationFile(site.artifactsDir),
		seen: await readServerIdentity(session),
		anchor_kept: anchored ? await holdsHeads(session, anchored.heads) : null,
		anchor_signed: anchored ? vouchByKeyring(await findKeyring(site, session), anchored) : { state: 'unsigned' },
		same_server: await site.directus.withSession((other) => proveSameServer(session, other)),
	};
}
