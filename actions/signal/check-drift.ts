import type { DriftView } from '../../contract/drift.ts';
import { type PairReason, pairReasons } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { foldRun } from '../../core/run/fold-run.ts';
import { judgePair, judgeRevisions } from '../../core/signal/judge-pair.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { listRuns } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { readDotTools } from '../../platform/postgres/signal/read-dot-tools.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { verifyRunPair } from '../pair/verify-run-pair.ts';
import { raiseSignal } from './raise-signal.ts';
import { raiseStops } from './raise-stops.ts';

type Finding = DriftView['findings'][number];

/** Looks at the pair, the recorded revisions and the ledger; what could not be looked at makes the state unknown. */
export async function checkDrift(site: Site): Promise<DriftView> {
	const policy = site.env.REVISION_POLICY;
	const { tools, revisions, pairs } = await withPooled(site.pool, async (session) => ({
		tools: await readDotTools(session),
		revisions: await readRecordedRevisions(session),
		pairs: await judgeRunPairs(site, session),
	}));
	const findings = [
		...(tools ? judgePair(tools, policy) : []),
		...judgeRevisions(revisions.executor, revisions.verifier, policy, 'recorded'),
		...pairs.findings,
		...(await judgeLedger(site)),
	];
	const not_examined = [...(tools ? [] : ['public.dot_tools: there is no such table']), ...pairs.not_examined];
	const state = findings.length > 0 ? 'drifted' : not_examined.length > 0 ? 'unknown' : 'in_sync';
	return { state, findings, not_examined };
}

/** Raises what a look found, and runs that stopped; each open fault is one entry, however often it is seen. */
export async function sweepDrift(site: Site): Promise<DriftView> {
	const drift = await checkDrift(site);
	for (const { kind, fault, message } of drift.findings) await raiseSignal(site, { kind, fault, payload: { message } });
	await raiseStops(site);
	return drift;
}

async function judgeLedger(site: Site): Promise<Finding[]> {
	const { faults } = await verifyLedger(site);
	return faults.map(({ chain, seq, message }) => ({
		kind: 'signature_failure',
		fault: `signature_failure:${chain}/${seq}`,
		message: `Evidence ${chain}: ${message}`,
	}));
}

/** The signatures of the newest verified runs, looked at anew: a key may be revoked since, or a record altered. */
async function judgeRunPairs(site: Site, session: Session): Promise<Pick<DriftView, 'findings' | 'not_examined'>> {
	const found: Pick<DriftView, 'findings' | 'not_examined'> = { findings: [], not_examined: [] };
	for (const { id } of await listRuns(session, { limit: 10 })) {
		if (foldRun(await readEvidence(session, id)).phase !== 'completed') continue;
		try {
			const { reasons } = await verifyRunPair(site, session, id);
			found.findings.push(...reasons.map((reason) => toFinding(id, reason)));
		} catch (error) {
			if (!(error instanceof CutterError)) throw error;
			found.not_examined.push(`signatures of run ${id}: ${error.message}`);
		}
	}
	return found;
}

function toFinding(run: string, { code, half, message }: PairReason): Finding {
	const kind = pairReasons[code];
	return { kind, fault: `${kind}:run/${run}/${half ?? 'pair'}/${code}`, message: `Run ${run}: ${message}.` };
}

/** The revision that committed the newest verified run, and the one that verified it. */
async function readRecordedRevisions(session: Session): Promise<{ executor: string | null; verifier: string | null }> {
	for (const { id } of await listRuns(session, { limit: 10 })) {
		const { committed, verification } = foldRun(await readEvidence(session, id));
		const last = committed.at(-1);
		if (last && verification) return { executor: last.body.tool_revision, verifier: verification.body.tool_revision };
	}
	return { executor: null, verifier: null };
}
