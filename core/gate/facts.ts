import type { Quorum, SeatFact } from '../approval/derive-quorum.ts';
import type { ServerIdentity } from '../backup/port.ts';
import type { Vouching } from '../evidence/vouch-for-anchor.ts';
import type { FrozenPlan } from '../plan/frozen-plan.ts';
import type { RunPosition } from '../run/fold-run.ts';
import type { Target } from '../sql/derive-targets.ts';

/** The installation as the database knows itself, and as the folder outside knows it. */
export interface IdentityFacts {
	readonly inside: InstallationFact | null;
	readonly outside: InstallationFact | null;
	/** Read on the connection that executes. */
	readonly seen: ServerIdentity;
	/** The ledger holds every head that was anchored outside; null when nothing is anchored. */
	readonly anchor_kept: boolean | null;
	/** Whether a key of the keyring vouches for what is anchored. */
	readonly anchor_signed: Vouching;
	/** Directus's own connection reaches this very server; null when it was not asked. */
	readonly same_server: boolean | null;
}

export interface InstallationFact {
	readonly id: string;
	readonly label: string;
	readonly system_identifier: string;
	readonly database: string;
	readonly database_oid: number;
}

export interface TargetFact {
	readonly target: Target;
	/** `unseen` is not absent: somebody lacks a right. */
	readonly state: 'absent' | 'present' | 'unseen';
}

export interface CountFact {
	readonly table: string;
	readonly expected: number;
	/** Null when the count could not be read; `why` says what is missing. */
	readonly found: number | null;
	readonly why: string;
}

/** Everything gates are judged on, gathered on one connection. */
export interface GateFacts {
	/** The server's clock. */
	readonly now: Date;
	readonly plan: FrozenPlan;
	readonly run: { readonly id: string; readonly plan_digest: string; readonly requester: string };
	readonly position: RunPosition;
	readonly identity: IdentityFacts;
	/** What the host lacks, each with its remedy. */
	readonly host_problems: readonly string[];
	/** Another action holds the lock of this installation. */
	readonly lock_holder: { readonly pid: number; readonly since: string } | null;
	readonly required: readonly { readonly plan: string; readonly completed: boolean }[];
	readonly seats: readonly SeatFact[];
	readonly quorum: Quorum | null;
	readonly targets: readonly TargetFact[];
	readonly counts: readonly CountFact[];
	readonly schema_digest: string;
	/** What `schema_digest` has to be: the approved baseline, or the state after the last committed step. */
	readonly expected_schema: string | null;
	readonly old_transactions: readonly {
		readonly pid: number;
		readonly seconds: number;
		readonly application: string;
	}[];
	/** Backends whose transactions this role may not see: nobody knows how old they are. */
	readonly hidden_backends: number;
	readonly backup_policy: { readonly max_age_seconds: number };
}
