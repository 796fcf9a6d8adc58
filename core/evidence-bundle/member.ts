/** A file of an archive: its path in it, and its exact bytes. */
export interface Member {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** By code units, the same on every machine: the order of members, and of every list of them. */
export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
	return one.name < other.name ? -1 : 1;
}
