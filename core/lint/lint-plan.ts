import type { Finding, LintReport } from '../../contract/findings.ts';
import type { PlanFile } from '../../contract/plan-file.ts';
import type { SchemaContract } from '../../contract/schema-contract.ts';
import type { Place } from '../sql/place-in.ts';
import type { Script } from '../sql/script.ts';
import { applyAcceptances, judgeAcceptances } from './acceptance/apply-acceptances.ts';
import { readAcceptances } from './acceptance/read-acceptances.ts';
import { listLocks } from './locks/list-locks.ts';
import { listNotExamined } from './not-examined/list-not-examined.ts';
import { readPlan } from './read-plan.ts';
import type { Found, PlanPath, Rule } from './rule.ts';
import { allRules } from './rules/all-rules.ts';

/** 1-based; the column counts characters. */
export type Position = Place;

/** Everything the lint reads: a plan that parses, and those of its scripts that do. */
export interface LintInput {
	readonly file: PlanFile;
	readonly scripts: readonly Script[];
	readonly contract: SchemaContract;
	/** Where a field of plan.yaml stands: `['steps', 0, 'id']`. */
	readonly at: (path: readonly PropertyKey[]) => Position;
}

const ruleIds: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));

/** Looks at the syntax trees of a plan's SQL and at what the plan says of itself. */
export function lintPlan({ file, scripts, at }: LintInput): LintReport {
	const plan = readPlan(file, scripts);
	const found = once(allRules.flatMap((rule) => rule.find(plan).map((one) => describeFound(rule, one, at))));
	const acceptances = scripts.flatMap((script) => readAcceptances(script, ruleIds));
	return {
		findings: [...applyAcceptances(found, acceptances), ...judgeAcceptances(found, acceptances, ruleIds)],
		not_examined: listNotExamined(plan),
		locks: listLocks(plan),
	};
}

function describeFound({ id, severity, remedy }: Rule, { where, message }: Found, at: LintInput['at']): Finding {
	const told = { rule: id, severity, message, remedy, accepted: null };
	if (isPath(where)) return { ...told, file: 'plan.yaml', ...at(where), statement: null };
	const { script, line, column, number } = where.at;
	return { ...told, file: script.path, line, column, statement: number };
}

function isPath(where: Found['where']): where is PlanPath {
	return Array.isArray(where);
}

/** A rollback that undoes two steps, and a function that is called twice, say everything twice. */
function once(findings: readonly Finding[]): Finding[] {
	return [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
}
