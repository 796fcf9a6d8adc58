import { z } from 'zod';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const file = z.object({ file: z.string(), size_bytes: z.int(), sha256: digest });

/**
 * `manifest.json` of a backup: what it is, of which server and instant, and how to know that it is whole. It stands for
 * itself, for whoever finds the folder without the ledger; the ledger holds its digest.
 * Times are RFC 3339 UTC by the database server's clock, sizes in bytes, digests lower-case hex sha256.
 */
export const backupManifest = z.object({
	format: z.literal('backup-manifest-v1'),
	product: z.object({ name: z.literal('dot-iu-cutter'), tool_revision: z.string() }),
	run: z.string(),
	plan: z.string(),
	plan_digest: digest,
	/** Id of the installation. */
	environment: z.string(),
	server: z.object({
		version: z.string(),
		version_num: z.int(),
		system_identifier: z.string(),
		database: z.string(),
		database_oid: z.int(),
		started_at: z.string(),
		in_recovery: z.boolean(),
		role: z.string(),
	}),
	client: z.object({ pg_dump: z.string(), pg_restore: z.string() }),
	snapshot: z.object({ id: z.string(), taken_at: z.string(), lsn: z.string() }),
	started_at: z.string(),
	finished_at: z.string(),
	/** By this host's clock: until the locks were released, of pg_dump, of reading the archive back. */
	seconds: z.object({ instant: z.number(), dump: z.number(), read_back: z.number() }),
	archive: file.extend({ flags: z.array(z.string()), entries: z.int() }),
	/** The files beside it; SHA256SUMS holds these, the archive and this manifest. */
	files: z.array(file),
	totals: z.object({ tables: z.int(), rows: z.int(), objects: z.int(), large_objects: z.int() }),
	/** Digest of the schema, and the artefacts of the same instant. */
	schema_digest: digest,
	artifacts: z.object({ schema: digest, counts: digest, columns: digest }),
	/** Not in the archive, or not as rows: named, so that nobody takes absence for loss. */
	beyond_rows: z.object({
		foreign_tables: z.array(z.string()),
		materialized_views: z.array(z.string()),
		unlogged_tables: z.array(z.string()),
	}),
	/** In the archive, but in none of the counts: the bundle's own. */
	excluded_schemas: z.array(z.string()),
	/** What pg_dump warned of although it succeeded. */
	warnings: z.array(z.string()),
	retain_until: z.string(),
});
export type BackupManifest = z.infer<typeof backupManifest>;
