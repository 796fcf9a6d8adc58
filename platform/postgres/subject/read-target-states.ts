import type { TargetFact } from '../../../core/gate/facts.ts';
import type { Target } from '../../../core/sql/derive-targets.ts';
import type { Session } from '../session.ts';

/** Whether what a step will create exists. The catalogs show every name to every role, so absent means absent. */
export async function readTargetStates(session: Session, targets: readonly Target[]): Promise<TargetFact[]> {
	const { rows } = await session.query(
		`SELECT t.at, CASE t.kind
			WHEN 'schema' THEN n.oid IS NOT NULL
			WHEN 'relation' THEN c.oid IS NOT NULL
			WHEN 'column' THEN EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = t.part AND NOT a.attisdropped)
			ELSE EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.conname = t.part) END AS present
		 FROM jsonb_to_recordset($1::jsonb) AS t(at int, kind text, schema text, name text, part text)
		 LEFT JOIN pg_namespace n ON n.nspname = t.schema
		 LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name`,
		[JSON.stringify(targets.map((target, at) => ({ at, ...target })))],
	);
	const present = new Map(rows.map((row) => [Number(row['at']), row['present']]));
	return targets.map((target, at) => ({ target, state: stateOf(present.get(at)) }));
}

function stateOf(present: unknown): TargetFact['state'] {
	if (present === true) return 'present';
	return present === false ? 'absent' : 'unseen';
}
