import { type PairReason, type PairVerdict, pairReasons, pairSignals } from '../../../contract/signatures.ts';

const stateOfSignal = {
	signature_failure: 'invalid',
	signature_revoked: 'revoked',
	dot_pair_drift: 'invalid_drift',
} as const;

/** One reason is enough against a pair. Every signal that a reason asks for is raised; the gravest gives the state. */
export function concludePair(reasons: readonly PairReason[]): Pick<PairVerdict, 'outcome' | 'state' | 'signals'> {
	const signals = pairSignals.filter((signal) => reasons.some(({ code }) => pairReasons[code] === signal));
	const [gravest] = signals;
	if (!gravest) return { outcome: 'valid', state: 'valid', signals: [] };
	return { outcome: 'invalid', state: stateOfSignal[gravest], signals };
}
