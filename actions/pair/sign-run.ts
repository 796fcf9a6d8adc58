import type { KeyObject } from 'node:crypto';
import type { EvidenceRecord } from '../../contract/evidence.ts';
import { type PairHalf, type PayloadEnvelope, pairDots, signedHalf } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { findHalf } from '../../core/pair/find-halves.ts';
import { deriveExecutorDeed, deriveVerifierDeed } from '../../core/pair/run-statements.ts';
import { keyIdOf, rawPublicKey } from '../../core/signature/key/key-files.ts';
import { signHalf } from '../../core/signature/pair/sign-half.ts';
import { keyFile, readKeyFile } from '../../platform/keys/key-files.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { readRun } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { Site } from '../../platform/site.ts';
import { cite, record } from '../ledger/record.ts';

interface Order {
	readonly site: Site;
	readonly session: Session;
	readonly runId: string;
}

/**
 * Signs the executor's half of a committed run, once.
 * @returns where the signature stands; null when it stood there already
 * @throws CutterError SETUP_NEEDED without a key, WRONG_STATE before the commit
 */
export async function signAsExecutor({ site, session, runId }: Order): Promise<string | null> {
	const chain = await readEvidence(session, runId);
	if (findHalf(chain, 'executor')) return null;
	const [run, installation] = [await readRun(session, runId), await readInstallation(session)];
	const deed = run && installation ? deriveExecutorDeed(chain, run.plan_digest, installation) : null;
	if (!deed) throw new CutterError('WRONG_STATE', 'The executor signs a run when it is committed.');
	const { statement, identity, tool_revision } = deed;
	return store(site, 'executor', {
		...(await envelopeHead(site, session, 'executor', { identity, tool_revision })),
		signature_kind: 'executor_run',
		run_id: runId,
		statement,
	});
}

/**
 * Signs the verifier's half of a verified run, once, in answer to the executor's.
 * @returns where the signature stands; null when it stood there already
 * @throws CutterError SETUP_NEEDED without a key, WRONG_STATE before a verification passed or the executor signed
 */
export async function signAsVerifier({ site, session, runId }: Order): Promise<string | null> {
	const chain = await readEvidence(session, runId);
	if (findHalf(chain, 'verifier')) return null;
	const deed = deriveVerifierDeed(chain);
	if (!deed) throw new CutterError('WRONG_STATE', 'The verifier signs a run when its verification has passed.');
	const { statement, identity, tool_revision } = deed;
	return store(site, 'verifier', {
		...(await envelopeHead(site, session, 'verifier', { identity, tool_revision })),
		signature_kind: 'verifier_run',
		run_id: runId,
		statement: { ...statement, executor_payload_hash: executorHash(chain) },
	});
}

function executorHash(chain: readonly EvidenceRecord[]): string {
	const answered = signedHalf.safeParse(findHalf(chain, 'executor')?.half);
	if (answered.success) return answered.data.payload_hash;
	throw new CutterError(
		'WRONG_STATE',
		'The executor has not signed this run: POST /cutter/runs/:id/sign-pair where its key is, then verify again.',
	);
}

async function envelopeHead(
	site: Site,
	session: Session,
	half: PairHalf,
	{ identity, tool_revision }: { identity: string; tool_revision: string },
) {
	const signed_at = (await readClock(session)).toISOString();
	return {
		format: 'dot-pair-v0.1' as const,
		signature_id: site.newId(),
		signer: { dot_id: pairDots[half], identity, tool_revision, signed_at },
		prior_signature_id: null,
	};
}

async function store(site: Site, half: PairHalf, envelope: PayloadEnvelope): Promise<string> {
	const key = await requireKey(site, half);
	const credential = keyIdOf(rawPublicKey(key)).slice(0, 16);
	const signed = signHalf(envelope, { credential, key });
	const { run_id, signer } = { run_id: '', ...envelope };
	return cite(await record(site, { chain: run_id, kind: 'pair.signed', actor: signer.identity, body: signed }));
}

/** @throws CutterError SETUP_NEEDED */
export async function requireKey(site: Site, half: PairHalf): Promise<KeyObject> {
	const path = keyFile(site, half);
	const key = await readKeyFile(path);
	if (key) return key;
	throw new CutterError(
		'SETUP_NEEDED',
		`This process holds no key of the ${half} (${path}): run directus cutter init, or let the process that holds it do this.`,
	);
}
