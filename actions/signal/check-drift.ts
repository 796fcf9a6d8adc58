import type { DriftView } from '../../contract/drift.ts';
import { foldRun } from '../../core/run/fold-run.ts';
import { judgePair, judgeRevisions } from '../../core/signal/judge-pair.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { listRuns } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { readDotTools } from '../../platform/postgres/signal/read-dot-tools.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { raiseSignal } from './raise-signal.ts';

type Finding = DriftView['findings'][number];

/** Looks at the pair, the recorded revisions and the ledger; what could not be looked at makes the state unknown. */
export async function checkDrift(site: Site): Promise<DriftView> {
	const policy = site.env.REVISION_POLICY;
	const { tools, revisions } = await withPooled(site.pool, async (session) => ({
		tools: await readDotTools(session),
		revisions: await readRecordedRevisions(session),
	}));
	const findings = [
		...(tools ? judgePair(tools, policy) : []),
		...judgeRevisions(revisions.executor, revisions.verifier, policy, 'recorded'),
		...(await judgeLedger(site)),
	];
	const not_examined = tools ? [] : ['public.dot_tools: there is no such table'];
	const state = findings.length > 0 ? 'drifted' : not_examined.length > 0 ? 'unknown' : 'in_sync';
	return { state, findings, not_examined };
}

/** Raises what a look found; each open fault is one entry, however often it is seen. */
export async function sweepDrift(site: Site): Promise<DriftView> {
	const drift = await checkDrift(site);
	for (const { kind, fault, message } of drift.findings) await raiseSignal(site, { kind, fault, payload: { message } });
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

/** The revision that committed the newest verified run, and the one that verified it. */
async function readRecordedRevisions(session: Session): Promise<{ executor: string | null; verifier: string | null }> {
	for (const { id } of await listRuns(session, { limit: 10 })) {
		const { committed, verification } = foldRun(await readEvidence(session, id));
		const last = committed.at(-1);
		if (last && verification) return { executor: last.body.tool_revision, verifier: verification.body.tool_revision };
	}
	return { executor: null, verifier: null };
}
