import type { z } from 'zod';
import type { EvidenceRecord } from '../../contract/evidence.ts';
import type { executorRunStatement, verifierRunStatement } from '../../contract/signatures.ts';
import { digestOf } from '../digest/sha256.ts';
import { migrationCommitted, verificationCompleted } from '../evidence/bodies.ts';
import type { InstallationFact } from '../gate/facts.ts';

export type ExecutorRunStatement = z.infer<typeof executorRunStatement>;
export type VerifierRunStatement = Omit<z.infer<typeof verifierRunStatement>, 'executor_payload_hash'>;

/** What one half of the pair did, as the ledger has it, and who did it with what. */
export interface RunDeed<Statement> {
	readonly statement: Statement;
	/** The account. */
	readonly identity: string;
	readonly tool_revision: string;
}

type Installation = Pick<InstallationFact, 'id' | 'label'>;

/**
 * The executor's deed: the migration, when its last step is committed.
 * @param chain the run's whole chain in order
 * @returns null before that
 */
export function deriveExecutorDeed(
	chain: readonly EvidenceRecord[],
	plan_digest: string,
	installation: Installation,
): RunDeed<ExecutorRunStatement> | null {
	const commits = chain.flatMap((record) =>
		record.kind === 'migration.committed' ? [{ record, body: migrationCommitted.parse(record.body) }] : [],
	);
	const last = commits.find(({ body }) => body.last);
	if (!last) return null;
	const { record, body } = last;
	return {
		statement: {
			environment: installation.label,
			installation_id: installation.id,
			plan_digest,
			approval_digest: body.approval_digest,
			backup_digest: body.backup,
			schema_delta_digest: digestOf(commits.map((commit) => commit.body.delta_digest)),
			migration_committed: { seq: record.seq, hash: record.hash },
		},
		identity: record.actor,
		tool_revision: body.tool_revision,
	};
}

/** The verifier's deed: the verification that passed first. @returns null before that */
export function deriveVerifierDeed(chain: readonly EvidenceRecord[]): RunDeed<VerifierRunStatement> | null {
	for (const record of chain) {
		if (record.kind !== 'verification.completed') continue;
		const { outcome, tool_revision } = verificationCompleted.parse(record.body);
		if (outcome !== 'pass') continue;
		const { seq, hash } = record;
		return {
			statement: { verification_completed: { seq, hash }, outcome },
			identity: record.actor,
			tool_revision,
		};
	}
	return null;
}
