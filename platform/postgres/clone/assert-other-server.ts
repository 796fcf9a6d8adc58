import {
	assertDifferentServer,
	assertSameMajor,
	assertTakesWrites,
} from '../../../core/backup/assert-different-server.ts';
import type { ServerIdentity } from '../../../core/backup/port.ts';
import { readServerIdentity } from '../read-server-identity.ts';
import type { Session } from '../session.ts';

/**
 * Asks the server at the other end of this very connection who it is, and lets nothing pass that is production, a
 * physical copy of it, another major version, or a standby.
 * @throws CutterError GATE_NOT_MET
 */
export async function assertOtherServer(session: Session, production: ServerIdentity): Promise<ServerIdentity> {
	const identity = await readServerIdentity(session);
	assertDifferentServer(production, identity);
	assertSameMajor(production, identity);
	assertTakesWrites(identity);
	return identity;
}
