/** One PostgreSQL server as it identifies itself. A copied data directory shares all of these marks. */
export interface ServerIdentity {
	readonly system_identifier: string;
	readonly database: string;
	readonly database_oid: number;
	/** e.g. 150018 */
	readonly version_num: number;
	readonly in_recovery: boolean;
	/** RFC 3339 with microseconds: tells two servers apart that share a system identifier. */
	readonly started_at: string;
	readonly role: string;
	readonly role_is_superuser: boolean;
}

export interface TableCount {
	/** `schema.table`, quoted where PostgreSQL would quote. */
	readonly table: string;
	readonly count: number;
}

/** An archive on disk, with what was known of it while it was written. */
export interface Archive {
	readonly file: string;
	readonly sha256: string;
	readonly size_bytes: number;
	readonly seconds: number;
}

/** One line pg_restore said, and what it means. */
export interface RestoreMessage {
	readonly text: string;
	readonly verdict: 'benign' | 'fatal';
	/** The rule that calls it benign; absent on fatal ones. */
	readonly rule?: string;
}
