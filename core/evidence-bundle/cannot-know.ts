import { names } from './layout.ts';
import type { OpenedBundle } from './open-bundle.ts';

/** What a bundle that verifies still does not show: said each time, since a green line invites to read more into it. */
export function cannotKnow({ members, chain }: OpenedBundle, headsGiven: boolean): string[] {
	const signed = [names.signedAnchor, names.signedManifest].filter((name) => members.has(name));
	const pairs = chain.filter(({ kind }) => kind === 'pair.signed').length;
	return [
		'Whether what was recorded was true: hashes show that it was not altered since.',
		headsGiven
			? 'Who kept the heads that were given, and whether they are the ledger’s.'
			: 'Whether whoever wrote the chains wrote the heads as well: give heads kept elsewhere with --heads.',
		'Whether evidence came after the anchored heads, and was taken away.',
		'Who the people behind the accounts are, and whether an account was suspended, or a sign-off expired, when it counted.',
		'Whether the times are right: they are the database server’s.',
		'Whether the database is as the evidence says, and what the dump holds: the bundle has the dump’s digest alone.',
		...(signed.length > 0
			? [`Whether the signatures in ${signed.join(' and ')} are good: they were not verified.`]
			: []),
		...(pairs > 0 ? [`Whether the signatures in ${pairs} pair.signed records are good: they were not verified.`] : []),
	];
}
