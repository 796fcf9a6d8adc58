import type { LedgerFault } from '../../contract/evidence.ts';
import { type Anchor, anchorFile } from './anchor.ts';
import { ledgerFault } from './ledger-fault.ts';

/** What is wrong with the anchor itself, before anything is compared with it. */
export function judgeAnchor(anchor: Anchor, installation: string | null): LedgerFault[] {
	const about = { chain: anchorFile, seq: 0, expected: 'the heads as they were last anchored' };
	switch (anchor.state) {
		case 'missing': {
			const message = `${anchorFile} is missing from the artefacts folder: nobody can tell whether evidence was taken away`;
			return [ledgerFault('anchor_missing', { ...about, message, found: 'no file' })];
		}
		case 'unreadable': {
			const message = `${anchorFile} is there, but cannot be read: ${anchor.reason}`;
			return [ledgerFault('anchor_unreadable', { ...about, message, found: anchor.reason })];
		}
		case 'altered': {
			const message = `${anchorFile} was altered: ${anchor.reason}`;
			return [ledgerFault('anchor_altered', { ...about, message, found: anchor.reason })];
		}
		case 'kept':
			return judgeInstallation(anchor.installation, installation);
		default:
			return anchor satisfies never;
	}
}

/** An anchor of version 0.1 names no installation. */
function judgeInstallation(anchored: string | null, installation: string | null): LedgerFault[] {
	if (anchored === null || anchored === installation) return [];
	const message = `${anchorFile} belongs to installation ${anchored}, and this is ${installation ?? 'none'}`;
	return [
		ledgerFault('anchor_altered', {
			chain: anchorFile,
			seq: 0,
			message,
			expected: `installation ${installation ?? '(not enrolled)'}`,
			found: `installation ${anchored}`,
		}),
	];
}
