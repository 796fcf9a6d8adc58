import { type CloseoutReport, closeoutReport } from '../../contract/closeout-report.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { closeoutCompleted } from '../../core/evidence/bodies.ts';
import { getArtifact } from '../../platform/artifacts/artifact-store.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';

/** The newest closeout report of a run, checked against the digest that the ledger names. */
export async function readReport(site: Site, runId: string): Promise<CloseoutReport> {
	const chain = await withPooled(site.pool, (session) => readEvidence(session, runId));
	const completed = chain.findLast(({ kind }) => kind === 'closeout.completed');
	if (!completed)
		throw new CutterError(
			'NOT_FOUND',
			chain.length === 0
				? `No run ${runId}.`
				: 'This run has no report yet: a completed run gets one by POST /cutter/runs/:id/closeout.',
		);
	const { artifact } = closeoutCompleted.parse(completed.body);
	return closeoutReport.parse(await getArtifact(site.artifactsDir, artifact));
}
