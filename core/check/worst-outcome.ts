import type { CheckOutcome } from '../../contract/outcomes.ts';

/** A failure outweighs an error: something is known to be wrong. */
export function worstOutcome(checks: readonly { readonly outcome: CheckOutcome }[]): CheckOutcome {
	if (checks.some(({ outcome }) => outcome === 'fail')) return 'fail';
	return checks.some(({ outcome }) => outcome === 'error') ? 'error' : 'pass';
}
