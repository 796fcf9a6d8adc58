import type { PairVerdict } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { cite, record } from '../ledger/record.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { signAsExecutor, signAsVerifier } from './sign-run.ts';
import { verifyRunPair } from './verify-run-pair.ts';

/** After a verification that passed: the verifier signs, and the pair is verified; the verdict is on record. */
export async function completePair({ site, client, runId, actor }: ActionContext): Promise<{
	verdict: PairVerdict;
	evidence: string[];
}> {
	const signed = await signAsVerifier({ site, session: client, runId }).catch(unlessExecutorIsMissing);
	const verdict = await verifyRunPair(site, client, runId);
	const verified = await record(site, { chain: runId, kind: 'pair.verified', actor, body: verdict });
	return { verdict, evidence: [...(signed ? [signed] : []), cite(verified)] };
}

/** The verifier answers the executor's signature; without one there is nothing to answer, and the verdict says so. */
function unlessExecutorIsMissing(error: unknown): null {
	if (error instanceof CutterError && error.code === 'WRONG_STATE') return null;
	throw error;
}

/** The executor's half alone, for a run whose commit could not be signed at once. */
export async function signPair({ site, client, runId }: ActionContext): Promise<ActionResult> {
	const signed = await signAsExecutor({ site, session: client, runId });
	return {
		outcome: 'pass',
		message: signed ? 'The executor has signed this run.' : 'The executor had signed this run already.',
		evidence: signed ? [signed] : [],
	};
}

/** One sentence on a pair. */
export function describePair({ outcome, state, revision_policy, reasons }: PairVerdict): string {
	if (outcome === 'valid') return `The pair's signatures are valid (revision policy: ${revision_policy}).`;
	return `The pair's signatures are ${state}: ${reasons.map(({ code, half, message }) => `${half ?? 'pair'} ${code}: ${message}`).join('; ')}.`;
}
