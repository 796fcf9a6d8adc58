/** What a closeout that passed says of itself, in one sentence. @param tables how many the plan names */
export function describeClosed(tables: number): string {
	return `Closed out: the backup ${holding(tables)}restores whole, and production is unchanged.`;
}

function holding(tables: number): string {
	if (tables === 0) return '';
	return tables === 1
		? 'holds the one table that the plan names, '
		: `holds all ${tables} tables that the plan names, `;
}
