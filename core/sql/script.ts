import type { Statement } from './parse-sql.ts';

/** A frozen file of a plan, parsed, without its outermost BEGIN … COMMIT. */
export interface Script {
	/** Path within the plan folder. */
	readonly path: string;
	/** A step goes forward, a rollback undoes one: what is a hazard in the first is the purpose of the second. */
	readonly role: 'step' | 'rollback';
	readonly source: string;
	readonly statements: readonly Statement[];
}
