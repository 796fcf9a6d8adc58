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

/** A file as it was when it was written. */
export interface WrittenFile {
	readonly file: string;
	readonly sha256: string;
	readonly size_bytes: number;
}

/** An archive on disk, with what was known of it while it was written. */
export interface Archive extends WrittenFile {
	readonly seconds: number;
	/** Manifest, SHA256SUMS and what else belongs to it: whoever uses the archive finds these unchanged, too. */
	readonly companions?: readonly WrittenFile[];
}

/** One line pg_restore said, and what it means. */
export interface RestoreMessage {
	readonly text: string;
	/** `broken-off`: the restore was ended from outside, and says nothing about the archive. */
	readonly verdict: 'benign' | 'fatal' | 'broken-off';
	/** The rule that says so; absent on fatal ones, which no rule explains. */
	readonly rule?: string;
}
