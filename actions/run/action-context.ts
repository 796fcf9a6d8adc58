import type pg from 'pg';
import type { ActionView } from '../../contract/runs.ts';
import type { Site } from '../../platform/site.ts';

/** What an action is given: a dedicated connection that holds the installation's lock, and whom to name. */
export interface ActionContext {
	readonly site: Site;
	readonly client: pg.Client;
	readonly runId: string;
	/** Who asked, and under whose account it is carried out. */
	readonly actor: string;
	readonly report: (progress: NonNullable<ActionView['progress']>) => void;
}

export interface ActionResult {
	readonly outcome: 'pass' | 'fail' | 'error';
	readonly message: string;
	/** `chain/seq` of what was recorded. */
	readonly evidence: readonly string[];
}
