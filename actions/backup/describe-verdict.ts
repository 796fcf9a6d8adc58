import type { RestoreComparison } from '../../core/backup/compare/compare-restored.ts';
import type { RestoreException } from '../../core/backup/restore-exception.ts';
import type { BackupTaken, RestoreTested } from '../../core/evidence/bodies.ts';
import { putArtifact } from '../../platform/artifacts/artifact-store.ts';
import type { Clone } from '../../platform/postgres/clone/clone-provider.ts';
import type { OutboundPath } from '../../platform/postgres/clone/outbound/list-outbound.ts';
import type { Restored } from '../../platform/postgres/clone/restore-archive.ts';
import type { ActionContext } from '../run/action-context.ts';

/** What was found of a copy that was restored to its end. */
export interface ComparedClone {
	readonly comparison: RestoreComparison;
	readonly exceptions: readonly RestoreException[];
	readonly outbound: readonly OutboundPath[];
}

/** What evidence holds of a list; the artefact holds all of it. */
const shown = 20;

/**
 * The verdict on a restore, as evidence holds it; all of it is kept as an artefact beside.
 * @param compared null when the restore was broken off
 */
export async function describeVerdict(
	{ site }: ActionContext,
	backup: BackupTaken,
	{ kind, place, server, outbound_isolated }: Clone,
	{ restored, compared, started }: { restored: Restored; compared: ComparedClone | null; started: number },
): Promise<RestoreTested> {
	const unexplained = restored.messages.filter(({ verdict }) => verdict !== 'benign').map(({ text }) => text);
	const reasons = [...unexplained, ...(compared?.comparison.reasons ?? [])];
	const messages = restored.messages.map(({ text, verdict, rule }) => ({ text, verdict, ...(rule ? { rule } : {}) }));
	const outcome = restored.verdict === 'error' ? 'error' : reasons.length === 0 ? 'pass' : 'fail';
	const artifact = await putArtifact(site.artifactsDir, {
		format: 'restore-test-v1',
		backup: backup.sha256,
		outcome,
		clone: {
			kind,
			place,
			system_identifier: server.system_identifier,
			version_num: server.version_num,
			outbound_isolated,
		},
		reasons,
		exceptions: compared?.exceptions ?? [],
		counted_only: compared?.comparison.counted_only ?? [],
		outbound: compared?.outbound ?? [],
		messages,
		output: restored.raw,
	});
	return {
		outcome,
		backup: backup.sha256,
		reasons: reasons.slice(0, shown),
		tables_compared: compared?.comparison.compared.tables ?? 0,
		clone: {
			kind,
			system_identifier: server.system_identifier,
			version_num: server.version_num,
			outbound_isolated,
		},
		messages: messages.slice(0, shown),
		exceptions: [...(compared?.exceptions ?? [])],
		...(compared && { compared: { ...compared.comparison.compared }, dot_pair: compared.comparison.dot_pair }),
		artifact,
		seconds: Math.round((performance.now() - started) / 100) / 10,
	};
}
