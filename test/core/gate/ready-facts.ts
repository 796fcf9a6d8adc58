import { planFile } from '../../../contract/plan-file.ts';
import { deriveQuorum, type SeatFact, type SignOffFact } from '../../../core/approval/derive-quorum.ts';
import type { GateFacts, InstallationFact } from '../../../core/gate/facts.ts';
import type { FrozenPlan } from '../../../core/plan/frozen-plan.ts';
import { foldRun, type RunPosition } from '../../../core/run/fold-run.ts';
import { tinyPlan } from '../../support/write-plan.ts';
import { chainOf, type Entry } from '../evidence/chain-of.ts';
import {
	approval,
	backup,
	baseline,
	opened,
	planDigest,
	preflight,
	rehearsal,
	restore,
	takenAt,
} from '../evidence/sample-bodies.ts';

/** The clock stands one minute after the backup's snapshot. */
export const now = new Date(Date.parse(takenAt) + 60_000);

export const plan: FrozenPlan = {
	file: planFile.parse({ ...tinyPlan, sql: [{ file: '1.sql', sha256: planDigest }] }),
	digest: planDigest,
	steps: [],
	preflight: [],
	verify: [],
	contract: { tables: {} },
	report: { findings: [], not_examined: [], locks: [] },
};

export const installation: InstallationFact = {
	id: 'an installation',
	label: 'production',
	system_identifier: '7',
	database: 'subject',
	database_oid: 16_384,
};

const seen: GateFacts['identity']['seen'] = {
	system_identifier: '7',
	database: 'subject',
	database_oid: 16_384,
	version_num: 150_000,
	in_recovery: false,
	started_at: '2026-03-01T00:00:00.000000Z',
	role: 'cutter_migrator',
	role_is_superuser: false,
};
export const identity: GateFacts['identity'] = {
	inside: installation,
	outside: installation,
	seen,
	anchor_kept: true,
	anchor_signed: { state: 'signed', keys: ['a'] },
	same_server: true,
};
export const identityOf = (change: Partial<GateFacts['identity']>) => ({ identity: { ...identity, ...change } });
export const seenWith = (change: Partial<typeof seen>) => identityOf({ seen: { ...seen, ...change } });

export const seats: readonly SeatFact[] = (['d32', 'g4'] as const).map((seat) => ({
	seat,
	holder: `holder of ${seat}`,
	holder_name: `Holder of ${seat}`,
	kind: 'human',
	suspended: false,
}));

export const signOffs: readonly SignOffFact[] = seats.map(({ seat, holder }) => ({
	id: `item of ${seat}`,
	kind: 'execution',
	signer: holder,
	digest: approval,
	outcome: 'pass',
	signed_at: now,
	expires_at: new Date(now.getTime() + 1),
}));

/** The quorum of the plan over these sign-offs. */
export const quorumOf = (given: readonly SignOffFact[]) =>
	deriveQuorum(plan.file.approvals.execution, { digest: approval, requester: 'executor', now, seats, signOffs: given });

/** A run's position by the evidence given. */
export const positionOf = (...entries: Entry[]): RunPosition => foldRun(chainOf([['run.opened', opened], ...entries]));

export const checked: Entry = ['preflight.checked', preflight];
export const backedUp: Entry = ['backup.taken', backup];
export const tested: Entry = ['restore.tested', restore];
export const rehearsed: Entry = ['rehearsal.completed', rehearsal];

/** A run right before its migration: every gate passes. */
export const readyFacts: GateFacts = {
	now,
	plan,
	run: { id: 'run-1', plan_digest: planDigest, requester: 'executor' },
	position: positionOf(checked, backedUp, tested, rehearsed),
	identity,
	host_problems: [],
	lock_holder: null,
	required: [],
	seats,
	quorum: quorumOf(signOffs),
	targets: [{ target: { kind: 'schema', schema: 'store', name: '', part: '' }, state: 'absent' }],
	counts: [{ table: 'public.thing', expected: 3, found: 3, why: '' }],
	schema_digest: baseline,
	expected_schema: baseline,
	old_transactions: [],
	hidden_backends: 0,
	backup_policy: { max_age_seconds: 3600 },
};
