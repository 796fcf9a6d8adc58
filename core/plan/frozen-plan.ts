import type { PlanFile, PlanStep } from '../../contract/plan-file.ts';
import type { Target } from '../sql/derive-targets.ts';
import type { Statement } from '../sql/parse-sql.ts';

/** A file of a plan folder: path relative to it, and its exact bytes. */
export interface PlanSourceFile {
	readonly path: string;
	readonly bytes: Uint8Array;
}

export interface FrozenStep extends PlanStep {
	readonly execute: readonly Statement[];
	readonly undo: readonly Statement[];
	/** What must not exist before the step. */
	readonly targets: readonly Target[];
}

/** A plan as a value: SQL, checks and the digest over every byte of its folder travel together. */
export interface FrozenPlan {
	readonly file: PlanFile;
	readonly digest: string;
	readonly steps: readonly FrozenStep[];
}
