import type { GateId } from '../../contract/gates.ts';
import type { PlanFile } from '../../contract/plan-file.ts';

/** What aborts a migration of this plan, gate by gate, in the order of the command review and then of the product. */
export const gateConditions: Record<GateId, (plan: PlanFile) => string> = {
	'backup-restorable': () =>
		'the fresh backup fails, is empty, has another digest than the ledger records, or was not restored and compared',
	'backup-fresh': () =>
		'the backup is 3600 s old or older when the migration starts, by the server’s clock from its snapshot; a per-step plan is measured at each step',
	'plan-frozen': () => 'any byte of the plan’s folder differs from the digest that the run was opened for',
	'identity-certain': ({ target }) =>
		`the server is not certainly the enrolled one${target.database ? ` with database ${target.database}` : ''}, is a standby, a rehearsal or a copy${target.not.length > 0 ? `, or is labelled ${target.not.join(' or ')}` : ''}`,
	'targets-absent': () => 'anything that the next step will create exists already, judged against the ledger',
	'counts-expected': ({ expect }) =>
		expect.counts.length === 0
			? 'the plan expects no counts'
			: expect.counts.map(({ table, count }) => `count(${table}) ≠ ${count}`).join(', or '),
	'preflight-passed': ({ preflight }) =>
		preflight.length === 0
			? 'the preflight of this very plan has not passed'
			: `any preflight check fails or cannot decide: ${preflight.map(({ id }) => id).join(', ')}`,
	'verification-passed': () =>
		'a validation inside the transaction does not pass (the transaction is rolled back), or a verification afterwards does not (rollback is offered, never begun)',
	'rehearsal-current': () =>
		'no rehearsal of this very plan digest and baseline has passed, or its recorded steps differ from the plan’s',
	'ledger-agrees': () => 'the outcome of COMMIT and the ledger’s rows do not agree',
	'baseline-unchanged': () => 'the schema is not the one that the rehearsal and the approval were made for',
	'approval-quorum': ({ approvals: { execution } }) =>
		`fewer than ${execution.people} people have signed, or one of the seats ${execution.seats.join(', ')} has not; a rejection, an expiry or a changed digest voids`,
	'seats-held': ({ approvals: { execution } }) =>
		`one of the seats ${execution.seats.join(', ')} has no holder, a suspended one, a tool, or the requester`,
	'plans-required': ({ requires }) =>
		requires.length === 0 ? 'the plan builds on no other' : `${requires.join(', ')} is not completed here`,
	'run-exclusive': () => 'another action holds the lock of this installation',
	'host-ready': () => 'a program of PostgreSQL, the artefacts folder or its space is missing',
	'transactions-quiet': () =>
		'a transaction older than 60 s, or one that cannot be seen, stands in the way of its locks',
	'scope-kept': () => 'the transaction has write-locked anything that the plan does not declare, or that it forbids',
	'delta-rehearsed': () => 'the schema delta of a step is not the rehearsed one, object by object',
	'register-closed': ({ register }) =>
		register.length === 0 ? 'the plan names no item of the register' : `one of ${register.join(', ')} is open`,
};

/** Gates without a number, after those that have one. */
export const gateOrder: readonly GateId[] = [
	'backup-restorable',
	'backup-fresh',
	'plan-frozen',
	'identity-certain',
	'targets-absent',
	'counts-expected',
	'preflight-passed',
	'verification-passed',
	'rehearsal-current',
	'ledger-agrees',
	'baseline-unchanged',
	'approval-quorum',
	'seats-held',
	'plans-required',
	'run-exclusive',
	'host-ready',
	'transactions-quiet',
	'scope-kept',
	'delta-rehearsed',
	'register-closed',
];
