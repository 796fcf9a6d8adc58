/** Code-unit order: the same on every machine, unlike `localeCompare` or a database's collation. */
export function compareText(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
