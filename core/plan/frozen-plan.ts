import type { LintReport } from '../../contract/findings.ts';
import type { PlanFile, PlanStep } from '../../contract/plan-file.ts';
import type { SchemaContract } from '../../contract/schema-contract.ts';
import type { FrozenCheck, QueryCheck } from '../check/frozen-check.ts';
import type { Target } from '../sql/derive-targets.ts';
import type { Statement } from '../sql/parse-sql.ts';

/** A file of a plan folder: path relative to it, and its exact bytes. */
export interface PlanSourceFile {
	readonly path: string;
	readonly bytes: Uint8Array;
}

export interface FrozenStep extends Omit<PlanStep, 'satisfied_when' | 'validate'> {
	readonly satisfied_when: QueryCheck | null;
	readonly validate: readonly QueryCheck[];
	readonly execute: readonly Statement[];
	readonly undo: readonly Statement[];
	/** What must not exist before the step. */
	readonly targets: readonly Target[];
}

/** A plan as a value: SQL, checks, hazards and the digest over every byte of its folder travel together. */
export interface FrozenPlan {
	readonly file: PlanFile;
	readonly digest: string;
	readonly steps: readonly FrozenStep[];
	readonly preflight: readonly FrozenCheck[];
	readonly verify: readonly FrozenCheck[];
	/** The tables that the plan creates, as declared; empty without a contract. */
	readonly contract: SchemaContract;
	readonly report: LintReport;
}
