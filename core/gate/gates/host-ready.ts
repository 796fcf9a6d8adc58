import type { GateResult } from '../../../contract/gates.ts';
import type { GateFacts } from '../facts.ts';
import { passes, stops } from '../verdicts.ts';

/** The programs, folders and rights that every later step needs, looked at before the first of them. */
export function hostReady({ host_problems }: Pick<GateFacts, 'host_problems'>): GateResult {
	if (host_problems.length === 0) return passes('host-ready', 'PostgreSQL programs, folders and rights are in place.');
	return stops('host-ready', 'blocked', {
		reason: host_problems.join(' '),
		who: ['dba'],
		next: 'Provide what is missing, then ask again: directus cutter doctor lists it.',
	});
}
