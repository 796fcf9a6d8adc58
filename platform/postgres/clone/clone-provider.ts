import type { ServerIdentity } from '../../../core/backup/port.ts';
import type { RestoreException } from '../../../core/backup/restore-exception.ts';
import type { ConnectionTarget } from '../connection-target.ts';
import type { CloneSource } from './clone-source.ts';

/** Ways to come by a server for a restored copy. */
export const cloneKinds = ['local-cluster', 'remote-instance'] as const;
export type CloneKind = (typeof cloneKinds)[number];

/** For whom a clone is made. */
export interface CloneOwner {
	readonly installationId: string;
	readonly runId: string;
}

export interface CloneOrder {
	readonly owner: CloneOwner;
	readonly source: CloneSource;
	/** Roles of production that will log in to the clone; all others cannot. */
	readonly login: readonly string[];
	/** Leaves the clone where it is when the work ends; no sweep removes it. */
	readonly keep?: boolean | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** An empty database on a server that is not production: its encoding and locale, its roles, no rows yet. */
export interface Clone {
	readonly kind: CloneKind;
	/** Where people would find it; no secret. */
	readonly place: string;
	/** The most powerful login there, in the new database. */
	readonly superuser: ConnectionTarget;
	readonly logins: ReadonlyMap<string, ConnectionTarget>;
	readonly server: ServerIdentity;
	/** True when its processes are known to see no network. */
	readonly outbound_isolated: boolean;
	/** Whether settings may be made for the whole server: it is then ours alone. */
	readonly own_server: boolean;
	/** What the server could not be given. */
	readonly exceptions: readonly RestoreException[];
}

/** What was looked at after a clone was removed; all of it true, or the removal failed. */
export interface Removal {
	readonly kind: CloneKind;
	readonly place: string;
	/** `process_gone`, `socket_gone`, `folder_gone`; `database_gone`, `sessions_gone`, `roles_gone`. */
	readonly gone: Readonly<Record<string, true>>;
	/** Roles that were created for the clone and were removed with it. */
	readonly roles: readonly string[];
}

export interface CloneEnd<Result> {
	readonly value: Result;
	/** Null when the clone was kept. */
	readonly removal: Removal | null;
}

export interface CloneSweep {
	readonly removed: readonly { readonly owner: CloneOwner; readonly removal: Removal }[];
	readonly left: readonly { readonly place: string; readonly reason: string }[];
}

/**
 * Lends a clone for the time of `work`. Every implementation passes one and the same suite
 * (test/platform/clone/clone-provider.test.ts).
 */
export interface CloneProvider {
	readonly kind: CloneKind;
	/**
	 * Proves that the server is not production nor a copy of it, before anything is made there; then makes roles and
	 * database; afterwards removes what it made and reads back that it is gone, whatever the work did.
	 * @throws CutterError GATE_NOT_MET when it cannot be made, LOCK_HELD when it is in use, OUTCOME_UNKNOWN when it cannot
	 * be removed; what `work` throws
	 */
	withClone<Result>(order: CloneOrder, work: (clone: Clone) => Promise<Result>): Promise<CloneEnd<Result>>;
	/** Removes clones whose owner died without doing so. What somebody asked to keep stays. */
	sweep(): Promise<CloneSweep>;
}
