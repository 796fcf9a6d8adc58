import type { Finding, LintReport } from '../../contract/findings.ts';
import { planFile } from '../../contract/plan-file.ts';
import { lintPlan } from '../lint/lint-plan.ts';
import { findStructureFaults } from './find-structure-faults.ts';
import { freezeChecks } from './freeze-checks.ts';
import { freezeScripts } from './freeze-scripts.ts';
import { type FaultAt, freezeSteps } from './freeze-steps.ts';
import type { FrozenPlan, PlanSourceFile } from './frozen-plan.ts';
import { planDigest } from './plan-digest.ts';
import { planFault } from './plan-fault.ts';
import { readContract } from './read-contract.ts';
import { readYaml } from './read-yaml.ts';

export interface ExaminedPlan {
	/** Null when an error refuses the plan. */
	readonly plan: FrozenPlan | null;
	/** As plan.yaml says; null when it does not parse. */
	readonly id: string | null;
	readonly digest: string;
	/** Everything found, hazards and errors alike, in the order of files and lines. */
	readonly report: LintReport;
}

/**
 * Looks at a whole plan folder: its shape, its frozen bytes, its checks, the syntax trees of its SQL.
 * `loadSqlParser()` must have been awaited.
 */
export function examinePlan(files: readonly PlanSourceFile[]): ExaminedPlan {
	const digest = planDigest(files);
	const source = files.find(({ path }) => path === 'plan.yaml');
	if (!source) return refused(digest, [planFault('plan-missing', 'plan.yaml', 'is not in the folder', 'Add it.')]);
	const read = readYaml(source, planFile);
	if (!read.ok) return refused(digest, read.findings);
	const { data: file, at } = read;
	const fault: FaultAt = (rule, path, message, remedy) => planFault(rule, 'plan.yaml', message, remedy, at(path));

	const frozen = freezeScripts(file, files);
	const declared = readContract(file, files, frozen.scripts, fault);
	const { contract } = declared;
	const checks = freezeChecks(file, contract, fault);
	const { steps, findings } = freezeSteps(file, frozen.scripts, checks.steps, fault);
	const structure = findStructureFaults(file, frozen.scripts, fault);
	const lint = lintPlan({ file, scripts: [...frozen.scripts.values()], contract, at });

	const found = [declared, frozen, checks, { findings }, { findings: structure }, lint];
	const report: LintReport = { ...lint, findings: inOrder(found.flatMap((part) => part.findings)) };
	const { preflight, verify } = checks;
	const plan: FrozenPlan = { file, digest, steps, preflight, verify, contract, report };
	const isRefused = report.findings.some(({ severity }) => severity === 'error');
	return { plan: isRefused ? null : plan, id: file.id, digest, report };
}

function refused(digest: string, findings: readonly Finding[]): ExaminedPlan {
	return { plan: null, id: null, digest, report: { findings: inOrder(findings), not_examined: [], locks: [] } };
}

function inOrder(findings: readonly Finding[]): Finding[] {
	return findings.toSorted(
		(one, other) => compare(one.file, other.file) || one.line - other.line || one.column - other.column,
	);
}

function compare(one: string, other: string): number {
	if (one === other) return 0;
	return one < other ? -1 : 1;
}
