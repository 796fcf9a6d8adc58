import type { PlanFile } from '../../contract/plan-file.ts';

/** Milliseconds a statement may wait for a lock, and run. */
export interface MigrationBounds {
	readonly lock_timeout_ms: number;
	readonly statement_timeout_ms: number;
}

/** The plan's bounds, never looser than the site's: what people approved holds wherever the site allows it. */
export function deriveBounds({ timeouts }: Pick<PlanFile, 'timeouts'>, site: MigrationBounds): MigrationBounds {
	return {
		lock_timeout_ms: Math.min(timeouts?.lock_ms ?? site.lock_timeout_ms, site.lock_timeout_ms),
		statement_timeout_ms: Math.min(timeouts?.statement_ms ?? site.statement_timeout_ms, site.statement_timeout_ms),
	};
}
