/**
 * Splits a setting that is a list of names, as `"$user", public`, into the names.
 * Such a value is stored quoted already: set again as one text it would become one name with commas in it.
 */
export function splitNameList(text: string): string[] {
	const names = text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,"]+?))\s*(?:,|$)/g);
	return [...names].map(([, quoted, bare]) => (quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"')));
}
