import type { GateResult } from '../../contract/gates.ts';
import { passes, stops } from '../gate/verdicts.ts';

/** What a step did to the schema, by digest. */
export interface StepDelta {
	readonly step: string;
	readonly satisfied: boolean;
	readonly delta_digest: string;
}

/** Whether every step changed the schema exactly as its rehearsal did. */
export function judgeDelta(rehearsed: readonly StepDelta[], done: readonly StepDelta[]): GateResult {
	const wrong = done.filter((step) => !rehearsed.some((other) => isSame(step, other))).map(({ step }) => step);
	if (wrong.length === 0)
		return passes(
			'delta-rehearsed',
			'The schema changed exactly as in the rehearsal.',
			done.map(({ delta_digest }) => delta_digest),
		);
	return stops('delta-rehearsed', 'fail', {
		reason: `${wrong.join(', ')} changed the schema otherwise than in the rehearsal.`,
		who: ['dba', 'reviewer'],
		next: 'Nothing was committed. Find out what differs between the clone and here.',
	});
}

function isSame(step: StepDelta, other: StepDelta): boolean {
	return step.step === other.step && step.satisfied === other.satisfied && step.delta_digest === other.delta_digest;
}
