import type { EvidenceRecord } from '../../contract/evidence.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { readRun } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';

/** The signatures of a run, as the ledger holds them. @throws CutterError NOT_FOUND */
export async function readSignatures(session: Session, run: string): Promise<EvidenceRecord[]> {
	if (!(await readRun(session, run))) throw new CutterError('NOT_FOUND', `No run ${run}.`);
	return (await readEvidence(session, run)).filter(({ kind }) => kind === 'pair.signed');
}
