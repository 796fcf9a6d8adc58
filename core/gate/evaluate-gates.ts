import type { GateId, GateResult } from '../../contract/gates.ts';
import { CutterError } from '../errors/cutter-error.ts';
import type { GateFacts } from './facts.ts';
import { approvalQuorum } from './gates/approval-quorum.ts';
import { backupFresh } from './gates/backup-fresh.ts';
import { backupRestorable } from './gates/backup-restorable.ts';
import { baselineUnchanged } from './gates/baseline-unchanged.ts';
import { countsExpected } from './gates/counts-expected.ts';
import { hostReady } from './gates/host-ready.ts';
import { identityCertain } from './gates/identity-certain.ts';
import { planFrozen } from './gates/plan-frozen.ts';
import { plansRequired } from './gates/plans-required.ts';
import { preflightPassed } from './gates/preflight-passed.ts';
import { rehearsalCurrent } from './gates/rehearsal-current.ts';
import { runExclusive } from './gates/run-exclusive.ts';
import { seatsHeld } from './gates/seats-held.ts';
import { targetsAbsent } from './gates/targets-absent.ts';
import { transactionsQuiet } from './gates/transactions-quiet.ts';
import type { Gate } from './verdicts.ts';

/** Gates judged on facts, in the order people read them. The others are judged where their act happens. */
const gates = {
	'identity-certain': identityCertain,
	'host-ready': hostReady,
	'run-exclusive': runExclusive,
	'plan-frozen': planFrozen,
	'plans-required': plansRequired,
	'seats-held': seatsHeld,
	'preflight-passed': preflightPassed,
	'targets-absent': targetsAbsent,
	'counts-expected': countsExpected,
	'rehearsal-current': rehearsalCurrent,
	'baseline-unchanged': baselineUnchanged,
	'approval-quorum': approvalQuorum,
	'backup-restorable': backupRestorable,
	'backup-fresh': backupFresh,
	'transactions-quiet': transactionsQuiet,
} satisfies Partial<Record<GateId, Gate>>;

export type FactGate = keyof typeof gates;

/** What has to hold before a migration may even take its fresh backup: the readiness of a run. */
export const readinessGates: readonly FactGate[] = [
	'identity-certain',
	'host-ready',
	'run-exclusive',
	'plan-frozen',
	'plans-required',
	'seats-held',
	'preflight-passed',
	'targets-absent',
	'counts-expected',
	'rehearsal-current',
	'baseline-unchanged',
	'approval-quorum',
	'transactions-quiet',
];

/** What is judged again inside the migration's transaction, before its first statement. */
export const transactionGates: readonly FactGate[] = [
	'identity-certain',
	'plan-frozen',
	'plans-required',
	'seats-held',
	'preflight-passed',
	'targets-absent',
	'counts-expected',
	'rehearsal-current',
	'baseline-unchanged',
	'approval-quorum',
	'backup-restorable',
	'backup-fresh',
	'transactions-quiet',
];

export function evaluateGates(ids: readonly FactGate[], facts: GateFacts): GateResult[] {
	return ids.map((id) => gates[id](facts));
}

/** @throws CutterError GATE_NOT_MET naming every gate that does not pass */
export function assertGates(results: readonly GateResult[]): void {
	const wrong = results.filter(({ outcome }) => outcome !== 'pass');
	if (wrong.length === 0) return;
	throw gatesNotMet(wrong);
}

export function gatesNotMet(wrong: readonly GateResult[]): CutterError {
	const lines = wrong.map(({ gate, outcome, reason, next }) => `${gate} (${outcome}): ${reason} ${next}`);
	return new CutterError('GATE_NOT_MET', lines.join('\n'), { gates: wrong });
}
