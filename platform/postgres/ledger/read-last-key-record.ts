import { installationChain } from '../../../contract/evidence.ts';
import { keyKinds, type LastKeyRecord } from '../../../core/signature/keyring/compare-keyring.ts';
import type { Session } from '../session.ts';

/** The last change of the keyring that is on record. */
export async function readLastKeyRecord(session: Session): Promise<LastKeyRecord> {
	const { rows } = await session.query(
		`SELECT body FROM cutter_control.evidence
		  WHERE chain = $1 AND kind = ANY($2::text[]) ORDER BY seq DESC LIMIT 1`,
		[installationChain, keyKinds],
	);
	return rows[0] ? { body: rows[0]['body'] } : null;
}
