import type { LedgerFault } from '../../contract/evidence.ts';
import { anchorFile } from './anchor.ts';
import { ledgerFault } from './ledger-fault.ts';
import type { Vouching } from './vouch-for-anchor.ts';

/** What is wrong with the signature of the anchor. Where no key was ever enrolled, nobody could sign. */
export function judgeVouching(vouching: Vouching): LedgerFault[] {
	const about = { chain: anchorFile, seq: 0, expected: 'heads signed by a key of the keyring that was in use' };
	switch (vouching.state) {
		case 'signed':
		case 'keyless':
			return [];
		case 'unsigned': {
			const message = `nobody has signed ${anchorFile}: whoever can write the artefacts folder could have written it`;
			return [ledgerFault('anchor_unsigned', { ...about, message, found: 'no signature' })];
		}
		case 'invalid': {
			const message = `${anchorFile} bears no signature that counts: ${vouching.reason}`;
			return [ledgerFault('anchor_signature_invalid', { ...about, message, found: vouching.reason })];
		}
		case 'undecided':
			return [
				ledgerFault('keyring_differs', {
					chain: 'keyring.json',
					seq: 0,
					message: `nobody can tell who signed ${anchorFile}: ${vouching.reason}`,
					expected: 'the keyring that the ledger recorded last',
					found: vouching.reason,
				}),
			];
		default:
			return vouching satisfies never;
	}
}
