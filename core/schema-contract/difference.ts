/** One thing that is not as declared; null stands for nothing. */
export interface Difference {
	/** `schema.table` */
	readonly table: string;
	/** `type of kind`, `foreign key`, `column` */
	readonly aspect: string;
	readonly expected: string | null;
	readonly found: string | null;
	/** It may be as declared all the same: nothing here can tell. */
	readonly undecided?: boolean;
}
