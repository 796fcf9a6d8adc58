import type { LedgerVerification } from '../../contract/evidence.ts';

const protections = {
	append_only: 'append-only: the application’s roles can change no record',
	tamper_evident: 'tamper-evident only: an owner could change records, and it would show up to the anchored heads',
} as const;

/** What the verification of the ledger found, as lines for a terminal. */
export function describeLedger(verified: LedgerVerification): string[] {
	const { outcome, chains, records, beyond_anchor, protection, anchored, signed_by, faults } = verified;
	return [
		`${outcome}: ${records} records in ${chains} chains`,
		`The ledger is ${protections[protection]}.`,
		anchored ? `${beyond_anchor} records are not anchored yet.` : 'There is no anchor.',
		...(anchored
			? [signed_by.length > 0 ? `The anchor is signed by ${nameKeys(signed_by)}.` : 'Nobody has signed the anchor.']
			: []),
		...faults.flatMap(({ chain, seq, last, fault, message, expected, found, remedy }) => [
			'',
			`${fault}  ${chain}${seq === 0 ? '' : `/${seq}`}${last === seq ? '' : ` to ${last}`}: ${message}`,
			`  expected: ${expected}`,
			`  found:    ${found}`,
			`  ${remedy}`,
		]),
	];
}

function nameKeys(ids: readonly string[]): string {
	const short = ids.map((id) => `${id.slice(0, 16)}…`);
	return `${short.length > 1 ? 'keys' : 'key'} ${short.join(' and ')}`;
}
