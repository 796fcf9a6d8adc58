import type { KeyObject } from 'node:crypto';
import { type PairHalf, type PayloadEnvelope, pairDots, type SignedHalf } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { type FoundHalf, findHalves } from '../../core/pair/find-halves.ts';
import { deriveExecutorDeed, deriveVerifierDeed, type RunDeed } from '../../core/pair/run-statements.ts';
import { keyIdOf, rawPublicKey } from '../../core/signature/key/key-files.ts';
import { signHalf } from '../../core/signature/pair/sign-half.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { readRun } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { Site } from '../../platform/site.ts';
import { requireKeyInUse } from '../key/require-key.ts';
import { readTrustedKeyring } from '../key/trusted-keyring.ts';
import { storeHalf } from './store-half.ts';

interface Order {
	readonly site: Site;
	readonly session: Session;
	readonly runId: string;
}

/**
 * Signs the executor's half of a committed run, once; again where the key that signed it was revoked since.
 * @returns where the signature stands; null when it stood there already
 * @throws CutterError SETUP_NEEDED without a key in use, WRONG_STATE before the commit, OUTCOME_UNKNOWN without a trusted
 * keyring
 */
export async function signAsExecutor({ site, session, runId }: Order): Promise<string | null> {
	const { chain, executor } = await readHalves(site, session, runId);
	if (stands(executor)) return null;
	const [run, installation] = [await readRun(session, runId), await readInstallation(session)];
	const deed = run && installation ? deriveExecutorDeed(chain, run.plan_digest, installation) : null;
	if (!deed) throw new CutterError('WRONG_STATE', 'The executor signs a run when it is committed.');
	const key = await requireKeyInUse(site, session, 'executor');
	return storeHalf(
		site,
		sign(key, {
			...(await envelopeHead(site, session, 'executor', deed, executor)),
			signature_kind: 'executor_run',
			run_id: runId,
			statement: deed.statement,
		}),
	);
}

/**
 * Signs the verifier's half of a verified run, once, in answer to the executor's; again where its own key was revoked
 * since, or the half that it answers is another one now.
 * @returns where the signature stands; null when it stood there already
 * @throws CutterError SETUP_NEEDED without a key in use, WRONG_STATE before a verification passed or the executor signed,
 * OUTCOME_UNKNOWN without a trusted keyring
 */
export async function signAsVerifier({ site, session, runId }: Order): Promise<string | null> {
	const { chain, executor, verifier } = await readHalves(site, session, runId);
	if (stands(verifier)) return null;
	const deed = deriveVerifierDeed(chain);
	if (!deed) throw new CutterError('WRONG_STATE', 'The verifier signs a run when its verification has passed.');
	const executor_payload_hash = answeredHash(executor);
	const key = await requireKeyInUse(site, session, 'verifier');
	return storeHalf(
		site,
		sign(key, {
			...(await envelopeHead(site, session, 'verifier', deed, verifier)),
			signature_kind: 'verifier_run',
			run_id: runId,
			statement: { ...deed.statement, executor_payload_hash },
		}),
	);
}

async function readHalves(site: Site, session: Session, runId: string) {
	const chain = await readEvidence(session, runId);
	return { chain, ...findHalves(chain, await readTrustedKeyring(site, session)) };
}

function stands(half: FoundHalf | null): boolean {
	return half !== null && half.revocation === null;
}

function answeredHash(executor: FoundHalf | null): string {
	if (executor?.signed && stands(executor)) return executor.signed.payload_hash;
	throw new CutterError(
		'WRONG_STATE',
		'The executor has not signed this run, or its key was revoked: POST /cutter/runs/:id/sign-pair where its key is, then verify again.',
	);
}

/** @param replaced the half that counted until now, and does no more */
async function envelopeHead(
	site: Site,
	session: Session,
	half: PairHalf,
	{ identity, tool_revision }: Pick<RunDeed<unknown>, 'identity' | 'tool_revision'>,
	replaced: FoundHalf | null,
) {
	const signed_at = (await readClock(session)).toISOString();
	return {
		format: 'dot-pair-v0.1' as const,
		signature_id: site.newId(),
		signer: { dot_id: pairDots[half], identity, tool_revision, signed_at },
		prior_signature_id: replaced?.signed?.payload_envelope.signature_id ?? null,
	};
}

function sign(key: KeyObject, envelope: PayloadEnvelope): SignedHalf {
	return signHalf(envelope, { credential: keyIdOf(rawPublicKey(key)).slice(0, 16), key });
}
