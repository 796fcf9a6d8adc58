import { expect } from 'vitest';
import { type GateResult, gateResult } from '../../../contract/gates.ts';
import { evaluateGates, type FactGate } from '../../../core/gate/evaluate-gates.ts';
import type { GateFacts } from '../../../core/gate/facts.ts';
import { readyFacts } from './ready-facts.ts';

/** Nobody can end another action; it ends by itself. */
const nobodyCanChange: readonly FactGate[] = ['run-exclusive'];

/** What a gate says of ready facts with one change, once it has said all that it owes its reader. */
export function judge(gate: FactGate, change: Partial<GateFacts> = {}): GateResult {
	const [result] = evaluateGates([gate], { ...readyFacts, ...change });
	if (!result) throw new Error(`no verdict of ${gate}`);
	expect(gateResult.parse(result)).toEqual(result);
	expect(result).toMatchObject({ gate, reason: expect.stringMatching(/\w/) });
	if (result.outcome === 'pass') expect(result).toMatchObject({ who: [], next: '' });
	else expect(result.next, 'the next action').toMatch(/\w/);
	if (result.outcome !== 'pass' && !nobodyCanChange.includes(gate))
		expect(result.who, 'who can change it').not.toEqual([]);
	return result;
}
