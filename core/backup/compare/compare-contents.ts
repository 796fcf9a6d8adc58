/** Content of one table as an order-free digest. */
export interface TableContent {
	readonly table: string;
	readonly sha256: string;
}

/** What was digested at the backup's instant has the same digest in the copy: one changed value shows, whatever the counts. */
export function compareContents(source: readonly TableContent[], copy: readonly TableContent[]): string[] {
	const found = new Map(copy.map(({ table, sha256 }) => [table, sha256]));
	return source
		.filter(({ table, sha256 }) => found.get(table) !== sha256)
		.map(({ table }) =>
			found.has(table)
				? `${table}: content differs from the backup's snapshot`
				: `${table}: its content could not be compared, for there is no such table`,
		);
}
