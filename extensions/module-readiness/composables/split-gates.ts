import type { GateResult } from '../../../contract/gates.ts';
import type { GateOutcome } from '../../../contract/outcomes.ts';

/** What came out wrong first, then what could not be decided, then what is only missing. */
const urgency: Readonly<Record<GateOutcome, number>> = { fail: 0, error: 1, blocked: 2, pass: 3 };

/** Gates that do not pass, most urgent first, and gates that pass; the server's order otherwise. */
export function splitGates(gates: readonly GateResult[]): { blocking: GateResult[]; passing: GateResult[] } {
	return {
		blocking: gates
			.filter((gate) => gate.outcome !== 'pass')
			.toSorted((one, other) => urgency[one.outcome] - urgency[other.outcome]),
		passing: gates.filter((gate) => gate.outcome === 'pass'),
	};
}
