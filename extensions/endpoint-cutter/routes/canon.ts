import type { Router } from 'express';
import { parseInput } from '../../../actions/access/parse-input.ts';
import { bytesOfSource } from '../../../actions/canon/bytes-of-source.ts';
import { viewCanonical } from '../../../actions/canon/view-canonical.ts';
import { canonRequest, explainRequest } from '../../../contract/canon.ts';
import { explain } from '../../../core/canon/explain/explain.ts';
import { answer, type OpenRuntime } from './answer.ts';

/** POST /canon, POST /canon/explain: whoever may read. They compute; nothing is read, kept or put on record. */
export function addCanonRoutes(router: Router, open: OpenRuntime): void {
	router.post(
		'/canon',
		answer(open, 'canon', async ({ request }) => {
			const { source, ...asked } = parseInput(canonRequest, request.body);
			return { data: viewCanonical(bytesOfSource(source), asked) };
		}),
	);
	router.post(
		'/canon/explain',
		answer(open, 'canon', async ({ request }) => {
			const { first, second } = parseInput(explainRequest, request.body);
			return { data: explain(bytesOfSource(first), bytesOfSource(second)) };
		}),
	);
}
