/** The values of one column by the table's key, as text in a form that does not depend on session settings. */
export interface ColumnSnapshot {
	/** Sorted by key in code-unit order; keys are unique. */
	readonly rows: readonly { readonly key: string; readonly value: string | null }[];
	/** Smallest and largest value in the order of the column's own type; null when there is none. */
	readonly min: string | null;
	readonly max: string | null;
	/** How many different values there are, NULL not counted. */
	readonly distinct: number;
}

export interface ColumnComparison {
	readonly rows_changed: number;
	readonly rows_unchanged: number;
	readonly rows_added: number;
	readonly rows_removed: number;
	readonly distinct: { readonly before: number; readonly after: number };
	readonly min: { readonly before: string | null; readonly after: string | null };
	readonly max: { readonly before: string | null; readonly after: string | null };
}

/** Matches rows by key and counts what became of their values. */
export function compareColumns(before: ColumnSnapshot, after: ColumnSnapshot): ColumnComparison {
	const former = new Map(before.rows.map((row) => [row.key, row.value]));
	let changed = 0;
	let unchanged = 0;
	let added = 0;
	for (const { key, value } of after.rows) {
		const old = former.get(key);
		if (old === undefined) added += 1;
		else if (old === value) unchanged += 1;
		else changed += 1;
	}
	return {
		rows_changed: changed,
		rows_unchanged: unchanged,
		rows_added: added,
		rows_removed: before.rows.length - changed - unchanged,
		distinct: { before: before.distinct, after: after.distinct },
		min: { before: before.min, after: after.min },
		max: { before: before.max, after: after.max },
	};
}
