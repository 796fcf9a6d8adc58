export interface Order {
	readonly bundle: string;
	readonly heads: string | undefined;
	readonly keyring: string | undefined;
	readonly json: boolean;
}

export const usage = `Usage: verify-evidence <bundle.tar> [--heads <heads.json>] [--keyring <keyring.json>] [--json]

Recomputes every hash of an evidence bundle and says what it verified and what it cannot know.
--heads   a heads.json kept elsewhere; the chains are compared with it instead of with the bundle's own
--keyring a keyring.json kept elsewhere; one of its keys has to have signed the heads
--json    one JSON document on standard output
Exit code: 0 verified, 1 something is wrong, 2 it could not be decided`;

/** Null: not understood. */
export function parseArguments(given: readonly string[]): Order | null {
	const rest = [...given];
	let heads: string | undefined;
	let keyring: string | undefined;
	let json = false;
	const files: string[] = [];
	while (rest.length > 0) {
		const word = rest.shift() ?? '';
		if (word === '--json') json = true;
		else if (word === '--heads' && rest.length > 0) heads = rest.shift();
		else if (word === '--keyring' && rest.length > 0) keyring = rest.shift();
		else if (word.startsWith('-')) return null;
		else files.push(word);
	}
	const [bundle] = files;
	return bundle === undefined || files.length > 1 ? null : { bundle, heads, keyring, json };
}
