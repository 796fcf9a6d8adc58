import type { GateId, GateResult } from '../../contract/gates.ts';
import type { GateOutcome } from '../../contract/outcomes.ts';
import type { GateFacts } from './facts.ts';

/** A gate decides on facts alone; it reads nothing and changes nothing. */
export type Gate = (facts: GateFacts) => GateResult;

export function passes(gate: GateId, reason: string, evidence: readonly string[] = []): GateResult {
	return { gate, outcome: 'pass', reason, evidence: [...evidence], who: [], next: '' };
}

export interface Obstacle {
	readonly reason: string;
	readonly who: readonly string[];
	readonly next: string;
	readonly evidence?: readonly string[];
}

export function stops(gate: GateId, outcome: Exclude<GateOutcome, 'pass'>, obstacle: Obstacle): GateResult {
	const { reason, who, next, evidence = [] } = obstacle;
	return { gate, outcome, reason, evidence: [...evidence], who: [...who], next };
}
