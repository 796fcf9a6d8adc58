import { z } from 'zod';
import { checkOutcome } from './outcomes.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Production at one moment, as its own connection tells it. */
export const productionState = z.object({
	/** RFC 3339 UTC, by the server's clock. */
	read_at: z.string(),
	system_identifier: z.string(),
	database: z.string(),
	database_oid: z.int(),
	/** When the server was started: a restart in between shows. */
	started_at: z.string(),
	schema_digest: digest,
	/** Exact counts of the tables that the plan names; null for one that is not there. */
	rows: z.array(z.object({ table: z.string(), count: z.int().min(0).nullable() })),
});
export type ProductionState = z.infer<typeof productionState>;

/** One table that the closing backup must hold. */
export const closedTable = z.object({
	table: z.string(),
	in_dump: z.boolean(),
	in_copy: z.boolean(),
	/** Rows in the restored copy; null when there is no such table. */
	count: z.int().min(0).nullable(),
	/** What the plan says; null where it says nothing, and the rows are listed instead. */
	expected: z.int().min(0).nullable(),
	items: z.array(z.object({ what: z.string(), count: z.int().min(0) })),
});
export type ClosedTable = z.infer<typeof closedTable>;

/** A schema whose tables are looked at. `whole`: the plan, or one it builds on, created it, so it holds no other table. */
export const closedSchema = z.object({
	schema: z.string(),
	whole: z.boolean(),
	dump: z.array(z.string()),
	copy: z.array(z.string()),
	unexpected: z.array(z.string()),
});
export type ClosedSchema = z.infer<typeof closedSchema>;

/** `GET /runs/:id/report`: what a completed run is closed with. */
export const closeoutReport = z.object({
	format: z.literal('closeout-v1'),
	outcome: checkOutcome,
	/** What is missing or wrong; empty when nothing is. */
	reasons: z.array(z.string()),
	run: z.string(),
	plan: z.object({ id: z.string(), title: z.string(), version: z.string(), digest }),
	environment: z.object({ id: z.string(), label: z.string() }),
	tool_revision: z.string(),
	started_at: z.string(),
	finished_at: z.string(),
	backup: z.object({
		evidence: z.string(),
		file: z.string(),
		sha256: digest,
		size_bytes: z.int(),
		taken_at: z.string(),
		entries: z.int(),
		/** Digested once more when all was done; null when the file could not be read. */
		sha256_at_end: digest.nullable(),
	}),
	restore: z.object({
		evidence: z.string(),
		outcome: checkOutcome,
		reasons: z.array(z.string()),
		kind: z.string(),
		place: z.string(),
		system_identifier: z.string(),
		outbound_isolated: z.boolean(),
		tables_compared: z.int(),
		rows_compared: z.int(),
		exceptions: z.array(z.object({ what: z.string(), rule: z.string(), reason: z.string() })),
		seconds: z.number(),
	}),
	tables: z.array(closedTable),
	schemas: z.array(closedSchema),
	removal: z.object({
		/** Null for a clone that was kept. */
		evidence: z.string().nullable(),
		gone: z.record(z.string(), z.literal(true)),
		roles: z.array(z.string()),
	}),
	production: z.object({
		before: productionState,
		after: productionState,
		/** Tables of the subject that anybody wrote to in between. The closeout's own connections are read-only there. */
		written_by_others: z.array(z.object({ table: z.string(), inserted: z.int(), updated: z.int(), deleted: z.int() })),
	}),
});
export type CloseoutReport = z.infer<typeof closeoutReport>;
