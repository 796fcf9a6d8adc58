import { installationChain, type LedgerFault } from '../../contract/evidence.ts';
import { fieldOf } from './field-of.ts';
import { ledgerFault } from './ledger-fault.ts';
import type { LedgerRow } from './ledger-row.ts';

/** A row beside the ledger that says again what a chain's evidence says: of a run, or of the installation. */
export interface Header {
	readonly chain: string;
	readonly fields: Readonly<Record<string, string>>;
}

/** Fields of a run's row that its first evidence holds too. */
export const runFields = ['plan', 'plan_digest', 'environment', 'requester'] as const;
/** Fields of the installation's row that its enrolment holds too. */
export const installationFields = ['id', 'label'] as const;

/**
 * Compares a chain with the row that it belongs to. Gates read the row; the evidence holds what was meant.
 * @param header null when there is no such row
 */
export function compareHeader(chain: string, rows: readonly LedgerRow[], header: Header | null): LedgerFault[] {
	const [first] = rows;
	if (!first) return header ? [withoutEvidence(header)] : [];
	if (!header) return [stray(chain, rows.length)];
	// Its loss is reported as such; what follows it says nothing of the row.
	if (first.seq !== 1) return [];
	const enrolled = rows.findLast(({ kind }) => kind === 'installation.enrolled' || kind === 'installation.restored');
	const said = (chain === installationChain ? enrolled : first)?.body;
	const wrong = Object.entries(header.fields).filter(([field, value]) => fieldOf(said, field) !== value);
	return wrong.map(([field, value]) => {
		const meant = String(fieldOf(said, field) ?? '(nothing)');
		return ledgerFault('header', {
			chain,
			seq: 1,
			message: `${field} reads ${value} beside the ledger, and ${meant} in it`,
			expected: `${field} ${meant}`,
			found: `${field} ${value}`,
		});
	});
}

function withoutEvidence({ chain }: Header): LedgerFault {
	return ledgerFault('removed', {
		chain,
		seq: 1,
		message: `there is no evidence of ${chain}, not even that it was opened`,
		expected: 'a first record',
		found: 'a row beside the ledger, and no record',
	});
}

function stray(chain: string, records: number): LedgerFault {
	return ledgerFault('stray', {
		chain,
		seq: 1,
		last: records,
		message: `chain ${chain} belongs to no run`,
		expected: 'chains of runs and of the installation',
		found: `${records} records of chain ${chain}`,
	});
}
