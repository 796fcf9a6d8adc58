import type { NameSpace } from '../../sql/relation-name.ts';
import type { Script } from '../../sql/script.ts';
import type { SyntaxNode } from '../../sql/tree.ts';
import type { AlteredPart } from './altered-parts.ts';
import type { Call } from './called-functions.ts';
import type { Write } from './writes-of.ts';

/** A statement of a frozen file, as a step or as the rollback of one. */
export interface Standing {
	readonly script: Script;
	/** 1-based number in its file; an outermost BEGIN is not counted. */
	readonly number: number;
	readonly line: number;
	readonly column: number;
	readonly role: Script['role'];
	/** Index of the step that executes it, or that it undoes. */
	readonly step: number;
	/** Acts with the same number share a transaction. */
	readonly transaction: number;
}

/** One thing that the plan's SQL does or defines: a statement itself, or one inside a body that it runs or defines. */
export interface Act {
	readonly at: Standing;
	readonly node: SyntaxNode;
	/** The nodes that are evaluated when it runs, its own first. */
	readonly executed: readonly SyntaxNode[];
	/** The functions that it calls. */
	readonly calls: readonly Call[];
	/** The parts of its ALTER TABLE. */
	readonly parts: readonly AlteredPart[];
	/** The rows that it writes. */
	readonly writes: readonly Write[];
	/** False for what stands in the body of a function that is only defined here. */
	readonly runs: boolean;
	/** Where in a body it stands: ` (line 3 of public.f)`; empty for a statement itself. */
	readonly inside: string;
	/** Place in the order of execution: the steps, then the rollbacks, last step first. */
	readonly order: number;
	readonly names: NameSpace;
}
