import type { Severity } from '../../contract/findings.ts';
import type { Act } from './acts/act.ts';
import type { ReadPlan } from './read-plan.ts';

/** A field of plan.yaml: `['steps', 0, 'id']`. */
export type PlanPath = readonly PropertyKey[];

/** One thing that a rule found: at an act of the SQL, or at a field of plan.yaml. */
export interface Found {
	readonly where: Act | PlanPath;
	readonly message: string;
}

/** One idea of what may be wrong, in one file, with its rows in the tests and its section in docs/hazards.md. */
export interface Rule {
	readonly id: string;
	/** An error refuses the plan; a hazard is remedied, or accepted beside the statement with a reason. */
	readonly severity: Severity;
	/** What to do about it. */
	readonly remedy: string;
	readonly find: (plan: ReadPlan) => readonly Found[];
}
