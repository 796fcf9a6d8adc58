import { z } from 'zod';
import { pairDots } from '../../../contract/signatures.ts';
import type { DotTool } from '../../../core/signal/judge-pair.ts';
import type { Session } from '../session.ts';

const dotTool = z.object({
	code: z.string(),
	status: z.string(),
	tier: z.string().nullable(),
	paired_dot: z.string().nullable(),
	tool_revision: z.string().nullable(),
});

/** The registry's rows of the pair; null when there is no registry to read. */
export async function readDotTools(session: Session): Promise<DotTool[] | null> {
	const { rows: found } = await session.query("SELECT to_regclass('public.dot_tools') IS NOT NULL AS present");
	if (found[0]?.['present'] !== true) return null;
	const { rows } = await session.query(
		`SELECT code, status, tier, paired_dot, to_jsonb(extra_metadata)->>'tool_revision' AS tool_revision
		 FROM public.dot_tools WHERE code IN ($1, $2) ORDER BY code`,
		[pairDots.executor, pairDots.verifier],
	);
	return rows.map((row) => dotTool.parse(row));
}
