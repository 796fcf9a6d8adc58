import { gateLabels } from '../../contract/gates.ts';
import type { ReviewPackage } from '../../contract/review-package.ts';
import type { FrozenPlan } from '../plan/frozen-plan.ts';
import { commandPlan } from './command-plan.ts';
import { describeCheck } from './describe-check.ts';
import { gateConditions, gateOrder } from './gate-conditions.ts';

/** Who may ask for a rollback, and how; it never happens by itself. */
const rollbackTrigger = [
	'only after a verification of the committed migration has failed',
	'only on a request that names the operation, the environment and the failed verification',
	'only with the sign-offs of its seats; no tool authorises itself',
	'an error inside the migration’s transaction rolls that transaction back by itself: nothing is left to undo',
];

const status = [
	'For review only: this document authorises nothing.',
	'Nothing was executed, changed or backed up to render it.',
	'Seat holders sign the approval digest of a run, which binds this plan’s digest, the environment, the baseline, the rehearsal and the backup policy.',
];

/** The command-review package of a plan: the same plan gives the same package. */
export function deriveReviewPackage(plan: FrozenPlan): ReviewPackage {
	const { file, digest, report } = plan;
	const { execution, retry } = file.approvals;
	return {
		format: 'review-package-v1',
		plan: file.id,
		version: file.version,
		title: file.title,
		summary: file.summary ?? '',
		plan_digest: digest,
		scope: deriveScope(plan),
		non_scope: file.scope.not,
		commands: commandPlan(plan),
		preflight: file.preflight.map(describeCheck),
		verify: file.verify.map(describeCheck),
		counts: file.expect.counts,
		frozen: file.frozen,
		gates: gateOrder.map((gate) => ({
			gate,
			label: gateLabels[gate] ?? '',
			aborts_if: gateConditions[gate](file),
		})),
		side_effects: file.expect.side_effects.map((effect) => ({
			...effect,
			restorable: !file.not_restorable.some(({ column }) => column === effect.column),
		})),
		rollback: deriveRollback(plan),
		approvals: { execution, retry },
		hazards: report.findings,
		not_examined: report.not_examined,
		locks: report.locks,
		digests: file.sql,
		register: file.register,
		scenarios: file.rehearsal.scenarios,
		closeout: file.closeout,
		notes: file.notes,
		status,
	};
}

function deriveScope({ file, steps }: FrozenPlan): ReviewPackage['scope'] {
	const { target, requires, transaction, lane, timeouts, scope } = file;
	return {
		database: target.database ?? null,
		schemas: target.schemas,
		not_in: target.not,
		requires,
		transaction,
		lane,
		timeouts: timeouts ?? null,
		operations: steps.map(({ id, item, title, object, lane: of, file: path, statements, execute }, index) => {
			const { satisfied_when, validate = [] } = file.steps[index] ?? {};
			const [from, to] = statements ?? [1, execute.length];
			return {
				step: id,
				item: item ?? '',
				title,
				object: object ?? '',
				lane: of,
				sql: from === to ? `${path}, statement ${from}` : `${path}, statements ${from} to ${to}`,
				statements: execute.map(({ text }) => text),
				satisfied_when: satisfied_when ? describeCheck(satisfied_when) : null,
				validate: validate.map(describeCheck),
			};
		}),
		allow: scope.allow,
		forbid: scope.forbid,
	};
}

function deriveRollback({ file, steps }: FrozenPlan): ReviewPackage['rollback'] {
	const undoOf = (id: string) => steps.find((step) => step.id === id)?.undo.map(({ text }) => text) ?? [];
	const entries =
		file.rollback.length > 0
			? file.rollback
			: steps.toReversed().map(({ id, title }) => ({ id, title: `Undo of ${title}`, steps: [id], loses: '' }));
	return {
		entries: entries.map(({ id, title, steps: undone, loses = '' }) => ({
			id,
			title,
			steps: undone,
			statements: undone.flatMap(undoOf),
			loses,
		})),
		not_restorable: file.not_restorable,
		trigger: rollbackTrigger,
		seats: file.approvals.rollback,
	};
}
