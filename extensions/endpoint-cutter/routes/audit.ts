import type { Router } from 'express';
import { z } from 'zod';
import { parseInput } from '../../../actions/access/parse-input.ts';
import { readDoctor } from '../../../actions/environment/read-doctor.ts';
import { verifyLedger } from '../../../actions/ledger/verify-ledger.ts';
import { checkDrift } from '../../../actions/signal/check-drift.ts';
import { installationChain } from '../../../contract/evidence.ts';
import { readEvidence } from '../../../platform/postgres/ledger/read-evidence.ts';
import { withPooled } from '../../../platform/postgres/with-client.ts';
import { answer, type OpenRuntime, query } from './answer.ts';

/** GET /environments, /doctor, /evidence, /evidence/verify, /drift: whoever may read. */
export function addAuditRoutes(router: Router, open: OpenRuntime): void {
	router.get(
		'/environments',
		answer(open, 'environments', async ({ runtime }) => {
			const { identity } = await readDoctor(runtime.site);
			return { data: [identity] };
		}),
	);
	router.get(
		'/doctor',
		answer(open, 'doctor', async ({ runtime }) => ({ data: await readDoctor(runtime.site) })),
	);
	router.get(
		'/evidence',
		answer(open, 'evidence', async ({ runtime, request }) => {
			const chain = query(request, 'chain') ?? installationChain;
			const after = parseInput(z.coerce.number().int().min(0).default(0), query(request, 'after'));
			return {
				data: await withPooled(runtime.site.pool, (session) => readEvidence(session, chain, { after, limit: 500 })),
				meta: { chain },
			};
		}),
	);
	router.get(
		'/evidence/verify',
		answer(open, 'evidence', async ({ runtime }) => ({ data: await verifyLedger(runtime.site) })),
	);
	router.get(
		'/drift',
		answer(open, 'drift', async ({ runtime }) => ({ data: await checkDrift(runtime.site) })),
	);
}
