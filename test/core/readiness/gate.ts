import type { GateId, GateResult } from '../../../contract/gates.ts';
import type { GateOutcome } from '../../../contract/outcomes.ts';

/** A gate's verdict, with texts that name the gate. */
export function gate(id: GateId, outcome: GateOutcome = 'pass'): GateResult {
	if (outcome === 'pass') return { gate: id, outcome, reason: `${id} passes`, evidence: [], who: [], next: '' };
	return {
		gate: id,
		outcome,
		reason: `${id} is ${outcome}`,
		evidence: [],
		who: [`who closes ${id}`],
		next: `how to close ${id}`,
	};
}
