import type { LedgerFault } from '../../contract/evidence.ts';

type Kind = LedgerFault['fault'];

const keep = 'Keep database and artefacts folder as they are until it is known who acted as the ledger’s owner.';
const anew = 'What rests on it does not count: the run is judged anew.';

/** What can be done about each kind of fault; docs/evidence.md says it at length. */
const remedies: Record<Kind, string> = {
	edited: `${keep} ${anew}`,
	missing: `${keep} ${anew}`,
	inserted: `${keep} Nothing rests on a record that the chain does not go through.`,
	duplicated: `${keep} One of the two is not the ledger’s.`,
	reordered: `${keep} The record itself is whole: its number is what was changed.`,
	moved: `${keep} The record itself is whole: it belongs to the other chain.`,
	rewritten: `${keep} ${anew}`,
	truncated: `If the database was restored from a backup, it is behind its anchor: see docs/evidence.md. If not: ${keep}`,
	removed: `If the database was restored from a backup, it is behind its anchor: see docs/evidence.md. If not: ${keep}`,
	stray: 'Find out which role wrote it: the bundle writes to chains of runs and of the installation alone.',
	header: `${keep} The evidence holds what was meant; nothing may run on the altered row.`,
	unreadable: `${keep} ${anew}`,
	unguarded: 'Find out who took it down, put it back as sql/control has it, and trust the chain only up to the anchor.',
	anchor_missing:
		'Bring heads.json back from a backup of the artefacts folder. If there is none: directus cutter evidence anchor, which leaves a record.',
	anchor_unreadable:
		'Give the account that runs Directus its rights on the artefacts folder back, or bring heads.json back.',
	anchor_altered: 'Bring heads.json back from a backup of the artefacts folder, and find out who wrote to it.',
	anchor_unsigned:
		'Bring the signed heads.json back, and find out who replaced it. If it comes from a version that did not sign: directus cutter evidence anchor, which leaves a record.',
	anchor_signature_invalid: `Bring a heads.json back that a key of the keyring signed, and find out who wrote this one. ${keep}`,
	keyring_differs:
		'Repeat the key command that was interrupted, or bring keyring.json back from a backup of the artefacts folder.',
};

interface Found {
	readonly chain: string;
	readonly seq: number;
	/** The last of several. */
	readonly last?: number;
	readonly message: string;
	readonly expected: string;
	readonly found: string;
	/** Said before the general remedy. */
	readonly first?: string;
}

export function ledgerFault(
	fault: Kind,
	{ chain, seq, last = seq, message, expected, found, first }: Found,
): LedgerFault {
	const remedy = first ? `${first} ${remedies[fault]}` : remedies[fault];
	return { chain, seq, last, fault, message, expected, found, remedy };
}

/** `record 3`, `records 3 to 5` */
export function recordsOf(first: number, last = first): string {
	return first === last ? `record ${first}` : `records ${first} to ${last}`;
}
