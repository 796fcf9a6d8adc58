import { z } from 'zod';
import type { FrozenStep } from '../../core/plan/frozen-plan.ts';
import type { RunPosition } from '../../core/run/fold-run.ts';
import { getArtifact } from '../../platform/artifacts/artifact-store.ts';
import type { Touched } from '../../platform/postgres/subject/read-touched.ts';
import type { Site } from '../../platform/site.ts';

const touched = z.object({ table: z.string(), schema: z.string(), name: z.string(), mode: z.string() });

/** What a rehearsal found, kept as an artefact: people read it, and the migration takes its locks from it. */
export const rehearsalReport = z.object({
	format: z.literal('rehearsal-v1'),
	plan_digest: z.string(),
	groups: z.array(
		z.object({
			steps: z.array(z.string()),
			/** Write locks on relations that stood before the group. */
			locks: z.array(touched),
			delta: z.array(z.string()),
			milliseconds: z.number(),
		}),
	),
	checks: z.array(z.unknown()),
	rolled_back: z.object({
		schema_restored: z.boolean(),
		content_restored: z.boolean(),
		differences: z.array(z.string()),
	}),
	run_again: z.object({ same_delta: z.boolean() }),
});
export type RehearsalReport = z.infer<typeof rehearsalReport>;

/** The locks that the rehearsal of these steps took, to be had before the first statement. */
export async function rehearsedLocks(
	site: Site,
	position: RunPosition,
	steps: readonly FrozenStep[],
): Promise<Touched[]> {
	const digest = position.rehearsal?.body.artifact;
	if (!digest) return [];
	const report = rehearsalReport.parse(await getArtifact(site.artifactsDir, digest));
	const ids = new Set(steps.map(({ id }) => id));
	return report.groups.filter((group) => group.steps.some((step) => ids.has(step))).flatMap(({ locks }) => locks);
}
