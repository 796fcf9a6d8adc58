import type { PairVerdict } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { findHalves } from '../../core/pair/find-halves.ts';
import { deriveExecutorDeed, deriveVerifierDeed } from '../../core/pair/run-statements.ts';
import { verifyPair } from '../../core/signature/pair/verify-pair.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { readRun } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { Site } from '../../platform/site.ts';
import { readTrustedKeyring } from '../key/trusted-keyring.ts';

/**
 * Verifies both signatures of a run against what the ledger knows of it, by the policy of this site.
 * @throws CutterError NOT_FOUND, WRONG_STATE before a verification passed, OUTCOME_UNKNOWN without a trusted keyring
 */
export async function verifyRunPair(site: Site, session: Session, runId: string): Promise<PairVerdict> {
	const [run, installation] = [await readRun(session, runId), await readInstallation(session)];
	if (!run || !installation) throw new CutterError('NOT_FOUND', `No run ${runId}.`);
	const chain = await readEvidence(session, runId);
	const executor = deriveExecutorDeed(chain, run.plan_digest, installation);
	const verifier = deriveVerifierDeed(chain);
	if (!executor || !verifier)
		throw new CutterError('WRONG_STATE', 'A run has its pair of signatures when its verification has passed.');
	const keyring = await readTrustedKeyring(site, session);
	const halves = findHalves(chain, keyring);
	return verifyPair({
		executor: halves.executor?.presented ?? null,
		verifier: halves.verifier?.presented ?? null,
		expected: {
			subject: 'run',
			id: runId,
			executor: { ...executor, prior_signature_id: halves.executor?.prior_signature_id ?? null },
			verifier: { ...verifier, prior_signature_id: halves.verifier?.prior_signature_id ?? null },
		},
		keyring,
		scheme: 'ed25519',
		revision_policy: site.env.REVISION_POLICY,
		deadline: null,
		now: (await readClock(session)).toISOString(),
	});
}
