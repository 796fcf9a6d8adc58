import {
	backupTaken,
	type MigrationCommitted,
	migrationCommitted,
	migrationIntended,
	restoreTested,
	verificationCompleted,
} from '../../evidence/bodies.ts';
import { judgeDelta } from '../../migration/judge-delta.ts';
import { type BundleCheck, check, lastBefore, type Recorded, recordsOfKind } from '../bundle-check.ts';
import type { OpenedBundle } from '../open-bundle.ts';
import { readRehearsals } from './approval.ts';
import { readPlanRule } from './plan.ts';

/** What was committed is what was rehearsed and approved, on a backup that was restored, and another account verified it. */
export function verifyMigration(bundle: OpenedBundle): BundleCheck {
	return check('migration', 'What was committed is what was rehearsed and approved', () => {
		const { chain } = bundle;
		const committed = recordsOfKind(chain, 'migration.committed', migrationCommitted);
		if (committed.length === 0) return { wrong: [], passed: 'nothing was committed' };
		const wrong = [
			...committed.flatMap((record) => judgeCommit(bundle, record)),
			...judgeSteps(bundle, committed),
			...judgeVerifier(bundle, committed),
		];
		const undecided = readPlanRule(bundle) ? [] : ['the plan cannot be read, so that nobody knows which steps it has'];
		return { wrong, undecided, passed: `${committed.map(({ body }) => body.step).join(', ')}` };
	});
}

function judgeCommit({ chain }: OpenedBundle, { seq, body }: Recorded<MigrationCommitted>): string[] {
	const rehearsal = lastBefore(readRehearsals(chain), seq)?.body;
	const backup = lastBefore(recordsOfKind(chain, 'backup.taken', backupTaken), seq)?.body;
	const restored = recordsOfKind(chain, 'restore.tested', restoreTested).filter((test) => test.seq < seq);
	const intended = lastBefore(recordsOfKind(chain, 'migration.intended', migrationIntended), seq)?.body;
	const faults = [
		[
			rehearsal?.approval_digest === body.approval_digest,
			'rests on another approval than that of the rehearsal before it',
		],
		[
			judgeDelta(rehearsal?.steps ?? [], [body]).outcome === 'pass',
			`changed the schema otherwise than in the rehearsal`,
		],
		[backup?.sha256 === body.backup, 'names another backup than the last one taken'],
		[
			restored.some((test) => test.body.backup === body.backup && test.body.outcome === 'pass'),
			'rests on a backup that no restore test passed',
		],
		[intended?.epoch === body.epoch && intended.steps.includes(body.step), 'was not intended under its epoch'],
	] as const;
	return faults.filter(([holds]) => !holds).map(([, fault]) => `record ${seq} (step ${body.step}) ${fault}`);
}

/** In the plan's order, each once, and the last one says that it is. */
function judgeSteps(bundle: OpenedBundle, committed: readonly Recorded<MigrationCommitted>[]): string[] {
	const steps = readPlanRule(bundle)?.steps.map(({ id }) => id);
	if (!steps) return [];
	const done = committed.map(({ body }) => body.step);
	const inOrder = done.every((step, at) => step === steps[at]);
	const ended = committed.map(({ body }) => body.last);
	const asSaid = ended.every((last, at) => last === (at === steps.length - 1));
	return [
		...(inOrder ? [] : [`the steps ${done.join(', ')} are not the plan’s, which are ${steps.join(', ')}`]),
		...(asSaid ? [] : ['a step says that it is the last one, or not, against the plan']),
	];
}

function judgeVerifier({ chain }: OpenedBundle, committed: readonly Recorded<MigrationCommitted>[]): string[] {
	const executors = new Set(committed.map(({ actor }) => actor));
	return recordsOfKind(chain, 'verification.completed', verificationCompleted)
		.filter(({ actor }) => executors.has(actor))
		.map(({ seq, actor }) => `record ${seq}: ${actor} verified what the same account had committed`);
}
