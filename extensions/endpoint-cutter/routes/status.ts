import type { Router } from 'express';
import { readReadiness } from '../../../actions/readiness/read-readiness.ts';
import { readStatus } from '../../../actions/readiness/read-status.ts';
import { digestOf } from '../../../core/digest/sha256.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { answer, type OpenRuntime, query } from './answer.ts';

/** GET /status, /readiness: administrators, seat holders, tool accounts. */
export function addStatusRoutes(router: Router, open: OpenRuntime): void {
	router.get(
		'/status',
		answer(open, 'status', async ({ runtime, caller, request, response }) => {
			const data = await readStatus(runtime.site, caller);
			const tag = `"${digestOf({ ...data, plans: data.plans.map((plan) => ({ ...plan, as_of: '' })) })}"`;
			response.setHeader('ETag', tag);
			if (request.headers['if-none-match'] === tag) response.status(304).end();
			return { data };
		}),
	);
	router.get(
		'/readiness',
		answer(open, 'readiness', async ({ runtime, caller, request }) => {
			const plan = query(request, 'plan');
			if (!plan) throw new CutterError('INVALID_INPUT', 'plan: name the plan, e.g. ?plan=p0-v0.1');
			return { data: await readReadiness(runtime.site, caller, plan) };
		}),
	);
}
