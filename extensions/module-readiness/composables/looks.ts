import type { GateOutcome } from '../../../contract/outcomes.ts';
import type { SignOffOutcome } from '../../../contract/sign-offs.ts';
import type { Verdict } from '../../../contract/status.ts';

/** The kinds a Studio chip knows; each is a pair of theme colours. */
export type ChipKind = 'success' | 'warning' | 'danger' | 'info' | 'primary' | 'neutral';

export interface Look {
	readonly kind: ChipKind;
	readonly icon: string;
}

export const verdictLooks: Readonly<Record<Verdict, Look>> = {
	READY: { kind: 'success', icon: 'check_circle' },
	BLOCKED: { kind: 'warning', icon: 'block' },
	WAITING: { kind: 'info', icon: 'hourglass_empty' },
	RUNNING: { kind: 'primary', icon: 'autorenew' },
	STOPPED: { kind: 'danger', icon: 'dangerous' },
	INTERRUPTED: { kind: 'danger', icon: 'power_off' },
	COMPLETED: { kind: 'success', icon: 'task_alt' },
	ROLLED_BACK: { kind: 'neutral', icon: 'undo' },
	UNKNOWN: { kind: 'neutral', icon: 'help' },
};

export const gateLooks: Readonly<Record<GateOutcome, Look>> = {
	pass: { kind: 'success', icon: 'check' },
	blocked: { kind: 'warning', icon: 'block' },
	fail: { kind: 'danger', icon: 'close' },
	error: { kind: 'neutral', icon: 'help' },
};

export const signOffLooks: Readonly<Record<SignOffOutcome, Look>> = {
	pass: { kind: 'success', icon: 'check' },
	pass_with_notes: { kind: 'success', icon: 'edit_note' },
	reject: { kind: 'danger', icon: 'close' },
};
