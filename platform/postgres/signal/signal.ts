import type { SignalKind } from '../../../contract/drift.ts';

/** Something that has to be looked at. `fault` names the fault, not the sighting: one entry per open fault. */
export interface Signal {
	readonly kind: SignalKind;
	readonly fault: string;
	readonly payload: Readonly<Record<string, unknown>>;
}
