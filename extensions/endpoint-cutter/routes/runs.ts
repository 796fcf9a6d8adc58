import type { Router } from 'express';
import { z } from 'zod';
import { parseInput } from '../../../actions/access/parse-input.ts';
import { awaitAction, requestAction } from '../../../actions/action/request-action.ts';
import { readReport } from '../../../actions/closeout/read-report.ts';
import { resolveRun } from '../../../actions/migration/resolve-run.ts';
import { cancelRun } from '../../../actions/run/cancel-run.ts';
import { openRun } from '../../../actions/run/open-run.ts';
import { readRunContext } from '../../../actions/run/read-run-context.ts';
import { viewRun } from '../../../actions/run/view-run.ts';
import type { Runtime } from '../../../actions/runtime/runtime.ts';
import type { GateResult } from '../../../contract/gates.ts';
import { type ActionView, actionRequest, openRunRequest, runActions } from '../../../contract/runs.ts';
import { assertMayAsk } from '../../../core/access/caller.ts';
import { renderCloseout } from '../../../core/closeout/render-closeout.ts';
import { refusalOf } from '../../../core/errors/refusal-of.ts';
import { readEvidence } from '../../../platform/postgres/ledger/read-evidence.ts';
import { listRuns } from '../../../platform/postgres/run/runs.ts';
import { withPooled } from '../../../platform/postgres/with-client.ts';
import { type Answer, answer, type OpenRuntime, param, query } from './answer.ts';

const runId = z.uuid('a run is named by its uuid');

/** Runs and what can be done with them: reading for administrators, seat holders and tools; the gates decide the rest. */
export function addRunRoutes(router: Router, open: OpenRuntime): void {
	router.get(
		'/runs',
		answer(open, 'runs', async ({ runtime, request }) => {
			const plan = query(request, 'plan');
			return { data: await withPooled(runtime.site.pool, (session) => listRuns(session, plan ? { plan } : {})) };
		}),
	);
	router.post(
		'/runs',
		answer(open, 'open', async ({ runtime, caller, request }) => {
			assertMayAsk(caller, 'open');
			const id = await openRun(runtime.site, caller, parseInput(openRunRequest, request.body));
			return { status: 201, data: await readRunView(runtime, id) };
		}),
	);
	router.get(
		'/runs/:id',
		answer(open, 'runs', async ({ runtime, request }) => ({
			data: await readRunView(runtime, parseInput(runId, param(request, 'id'))),
		})),
	);
	router.get(
		'/runs/:id/events',
		answer(open, 'runs', async ({ runtime, request }) => {
			const id = parseInput(runId, param(request, 'id'));
			const after = parseInput(z.coerce.number().int().min(0).default(0), query(request, 'after'));
			return {
				data: await withPooled(runtime.site.pool, (session) => readEvidence(session, id, { after, limit: 1000 })),
			};
		}),
	);
	router.get(
		'/runs/:id/report',
		answer(open, 'runs', async ({ runtime, request, response }) => {
			const format = parseInput(z.enum(['json', 'md']).default('json'), query(request, 'format'));
			const report = await readReport(runtime.site, parseInput(runId, param(request, 'id')));
			if (format === 'md') response.type('text/markdown; charset=utf-8').send(renderCloseout(report));
			return { data: report };
		}),
	);
	for (const action of runActions) {
		router.post(
			`/runs/:id/${action}`,
			answer(open, action, async ({ runtime, caller, request }) => {
				const run = parseInput(runId, param(request, 'id'));
				parseInput(actionRequest, request.body ?? {});
				const idempotencyKey = request.headers['idempotency-key'];
				const asked = await requestAction(runtime.site, await runtime.queue(), caller, {
					run,
					action,
					...(typeof idempotencyKey === 'string' ? { idempotencyKey } : {}),
				});
				if (query(request, 'wait') !== 'true') return { status: 202, data: asked };
				return settled(await awaitAction(runtime.site, asked.id));
			}),
		);
	}
	router.post(
		'/runs/:id/cancel',
		answer(open, 'cancel', async ({ runtime, caller, request }) => {
			assertMayAsk(caller, 'cancel');
			const id = parseInput(runId, param(request, 'id'));
			const { reason } = parseInput(
				z.strictObject({ reason: z.string().min(1).max(1000).default('cancelled') }),
				request.body ?? {},
			);
			await cancelRun(runtime.site, id, caller.user, reason);
			return { data: await readRunView(runtime, id) };
		}),
	);
	router.post(
		'/runs/:id/resolve',
		answer(open, 'resolve', async ({ runtime, caller, request }) => {
			assertMayAsk(caller, 'resolve');
			const id = parseInput(runId, param(request, 'id'));
			const { message } = await resolveRun(runtime.site, id, caller.user);
			return { data: await readRunView(runtime, id), meta: { message } };
		}),
	);
}

/** A refused action refuses the request that waited for it, with the same code and gates. */
function settled(action: ActionView): Answer {
	if (action.error) throw refusalOf(action.error.code, action.error.message, action.error.gates satisfies GateResult[]);
	return { data: action };
}

function readRunView(runtime: Runtime, id: string) {
	return withPooled(runtime.site.pool, async (session) =>
		viewRun(session, await readRunContext(runtime.site, session, id)),
	);
}
