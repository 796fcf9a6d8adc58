import type { Expression } from './read-expression.ts';

/** A column as DDL or a catalog has it. */
export interface FoundColumn {
	/** In the spelling of `readType`. */
	readonly type: string;
	readonly nullable: boolean;
	readonly default: Expression | null;
	readonly comment: string | null;
	/** Some constraint or index keeps it unique on its own. */
	readonly unique: boolean;
}

export interface FoundForeignKey {
	readonly columns: readonly string[];
	/** `schema.table` */
	readonly references: string;
	readonly to: readonly string[];
	/** Checked at COMMIT. */
	readonly deferred: boolean;
	/** What a contract does not declare: `ON DELETE CASCADE`, `NOT VALID`. */
	readonly besides: readonly string[];
}

export interface FoundCheck {
	readonly name: string;
	readonly columns: readonly string[];
	/** Exactly one of the columns is not NULL. */
	readonly exactlyOne: boolean;
	readonly besides: readonly string[];
}

/** A unique constraint or an index beside those of the constraints, by its columns in order. */
export interface FoundIndex {
	readonly columns: readonly string[];
	/** `unique`, `partial`, `hash`, `descending`, … */
	readonly besides: readonly string[];
}

/** A table as it was read from DDL or from a catalog. */
export interface FoundTable {
	readonly columns: ReadonlyMap<string, FoundColumn>;
	readonly primaryKey: readonly string[];
	readonly foreignKeys: readonly FoundForeignKey[];
	readonly unique: readonly FoundIndex[];
	readonly checks: readonly FoundCheck[];
	readonly indexes: readonly FoundIndex[];
	/** What a contract cannot declare, in words: `trigger x`, `row security`, `exclusion constraint y`. */
	readonly others: readonly string[];
}
