import type { Finding } from '../../contract/findings.ts';
import type { PlanFile, PlanStep } from '../../contract/plan-file.ts';
import { deriveTargets } from '../sql/derive-targets.ts';
import type { Statement } from '../sql/parse-sql.ts';
import type { Script } from '../sql/script.ts';
import type { FrozenStep } from './frozen-plan.ts';

type Scripts = ReadonlyMap<string, Script>;
export type StepChecks = Pick<FrozenStep, 'satisfied_when' | 'validate'>;
/** A finding in plan.yaml, at the field that `path` names. */
export type FaultAt = (rule: string, path: readonly PropertyKey[], message: string, remedy: string) => Finding;

/** The plan's steps with the statements they execute and their checks, and what is missing. */
export function freezeSteps(
	file: PlanFile,
	scripts: Scripts,
	checks: readonly StepChecks[],
	fault: FaultAt,
): { steps: FrozenStep[]; findings: Finding[] } {
	const findings: Finding[] = [];
	const steps = file.steps.map((step, index) => {
		findings.push(...findStepFaults(step, index, file, scripts, fault));
		const execute = statementsOf(step, scripts);
		return {
			...step,
			...(checks[index] ?? { satisfied_when: null, validate: [] }),
			execute,
			undo: scripts.get(step.rollback)?.statements ?? [],
			targets: deriveTargets(execute),
		};
	});
	return { steps, findings };
}

function statementsOf({ file, statements }: PlanStep, scripts: Scripts): readonly Statement[] {
	const all = scripts.get(file)?.statements ?? [];
	const [from, to] = statements ?? [1, all.length];
	return all.slice(from - 1, to);
}

function findStepFaults(step: PlanStep, index: number, plan: PlanFile, scripts: Scripts, fault: FaultAt): Finding[] {
	const findings: Finding[] = [];
	const listed = new Set(plan.sql.map(({ file }) => file));
	for (const field of ['file', 'rollback'] as const) {
		const path = step[field];
		if (!listed.has(path))
			findings.push(
				fault('file-not-frozen', ['steps', index, field], `${path} is not frozen`, 'List it in sql[] with its sha256.'),
			);
		else if (scripts.get(path)?.statements.length === 0)
			findings.push(
				fault(
					'file-empty',
					['steps', index, field],
					`${path} holds no statement`,
					field === 'rollback' ? `Write what undoes step ${step.id}.` : 'Write the step, or leave it out.',
				),
			);
	}
	const count = scripts.get(step.file)?.statements.length;
	const [from, to] = step.statements ?? [1, count ?? 0];
	if (count && (from > to || to > count))
		findings.push(
			fault(
				'statements-out-of-range',
				['steps', index, 'statements'],
				`asks for statements ${from} to ${to} of ${count} in ${step.file}`,
				'Count the statements inside the outermost BEGIN … COMMIT, from 1.',
			),
		);
	return findings;
}
