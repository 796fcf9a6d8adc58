import type { DriftView } from '../../contract/drift.ts';
import { pairDots } from '../../contract/signatures.ts';

/** A row of the tool registry, as far as the pair rule reads it. */
export interface DotTool {
	readonly code: string;
	readonly status: string;
	readonly tier: string | null;
	readonly paired_dot: string | null;
	/** The revision the registry declares for the tool, where it declares one. */
	readonly tool_revision: string | null;
}

type Finding = DriftView['findings'][number];

/** The two halves are there, active, name each other, and declare revisions that the policy allows. */
export function judgePair(tools: readonly DotTool[], policy: 'same' | 'distinct'): Finding[] {
	const executor = tools.find(({ code }) => code === pairDots.executor);
	const verifier = tools.find(({ code }) => code === pairDots.verifier);
	return [
		...judgeHalf(pairDots.executor, executor, pairDots.verifier),
		...judgeHalf(pairDots.verifier, verifier, pairDots.executor),
		...judgeRevisions(executor?.tool_revision ?? null, verifier?.tool_revision ?? null, policy, 'declared'),
	];
}

/** @param where `declared` by the registry, or `recorded` by the evidence of a run */
export function judgeRevisions(
	executor: string | null,
	verifier: string | null,
	policy: 'same' | 'distinct',
	where: 'declared' | 'recorded',
): Finding[] {
	if (executor === null || verifier === null) return [];
	const agree = policy === 'same' ? executor === verifier : executor !== verifier;
	if (agree) return [];
	return [
		drift(
			`revision-${where}`,
			`The ${where} tool revisions are ${executor} and ${verifier}; the policy asks for ${policy} ones.`,
		),
	];
}

function judgeHalf(code: string, tool: DotTool | undefined, other: string): Finding[] {
	if (!tool) return [drift(`${code}-missing`, `${code} is not registered.`)];
	const findings: Finding[] = [];
	if (tool.status !== 'active') findings.push(drift(`${code}-inactive`, `${code} is ${tool.status}, not active.`));
	if (tool.paired_dot !== other)
		findings.push(
			drift(`${code}-unpaired`, `${code} is paired with ${tool.paired_dot ?? 'nothing'}, not with ${other}.`),
		);
	return findings;
}

function drift(fault: string, message: string): Finding {
	return { kind: 'dot_pair_drift', fault: `dot_pair_drift:${fault}`, message };
}
