import type { BundleTrust } from './bundle-trust.ts';
import { names } from './layout.ts';
import type { OpenedBundle } from './open-bundle.ts';

/** What a bundle that verifies still does not show: said each time, since a green line invites to read more into it. */
export function cannotKnow({ members, chain }: OpenedBundle, { heads, keyring }: BundleTrust): string[] {
	const pairs = chain.filter(({ kind }) => kind === 'pair.signed').length;
	return [
		'Whether what was recorded was true: hashes show that it was not altered since.',
		whoseHeads(heads !== undefined, keyring !== undefined),
		'Whether evidence came after the anchored heads, and was taken away.',
		'Who the people behind the accounts are, and whether an account was suspended, or a sign-off expired, when it counted.',
		'Whether the times are right: they are the database server’s.',
		'Whether the database is as the evidence says, and what the dump holds: the bundle has the dump’s digest alone.',
		...(members.has(names.signedManifest)
			? [`Whether the signatures in ${names.signedManifest} are good: they were not verified.`]
			: []),
		...(pairs > 0 ? [`Whether the signatures in ${pairs} pair.signed records are good: they were not verified.`] : []),
	];
}

function whoseHeads(heads: boolean, keyring: boolean): string {
	if (heads) return 'Who kept the heads that were given, and whether they are the ledger’s.';
	if (keyring) return 'Who kept the keyring that was given, and who holds its private keys.';
	return 'Whether whoever wrote the chains wrote heads and keys as well: give heads kept elsewhere with --heads, or a keyring with --keyring.';
}
