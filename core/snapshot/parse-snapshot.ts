import { z } from 'zod';
import { objectKinds, type SchemaSnapshot } from './schema-snapshot.ts';

const snapshot = z.object({
	format: z.literal('schema-snapshot-v2'),
	objects: z.array(z.object({ kind: z.enum(objectKinds), name: z.string(), aspects: z.record(z.string(), z.json()) })),
	excluded_schemas: z.array(z.string()),
	not_covered: z.array(z.object({ kind: z.string(), count: z.int().nullable(), reason: z.string() })),
});

/** A schema snapshot read back from where it was kept. @throws ZodError when it is none */
export function parseSnapshot(value: unknown): SchemaSnapshot {
	return snapshot.parse(value);
}
