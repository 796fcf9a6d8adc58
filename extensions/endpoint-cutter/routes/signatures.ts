import type { Router } from 'express';
import { z } from 'zod';
import { parseInput } from '../../../actions/access/parse-input.ts';
import { readSignatures } from '../../../actions/pair/read-signatures.ts';
import { verifyRunPair } from '../../../actions/pair/verify-run-pair.ts';
import { withPooled } from '../../../platform/postgres/with-client.ts';
import { answer, type OpenRuntime, query } from './answer.ts';

const body = z.strictObject({ run: z.uuid() });

/** GET /signatures?run=, POST /signatures/verify: whoever may read. Verifying changes nothing and is put on no record. */
export function addSignatureRoutes(router: Router, open: OpenRuntime): void {
	router.get(
		'/signatures',
		answer(open, 'signatures', async ({ runtime: { site }, request }) => {
			const run = parseInput(z.uuid(), query(request, 'run'));
			return { data: await withPooled(site.pool, (session) => readSignatures(session, run)) };
		}),
	);
	router.post(
		'/signatures/verify',
		answer(open, 'verify-signatures', async ({ runtime: { site }, request }) => {
			const { run } = parseInput(body, request.body);
			return { data: await withPooled(site.pool, (session) => verifyRunPair(site, session, run)) };
		}),
	);
}
