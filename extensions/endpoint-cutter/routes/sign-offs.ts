import type { Accountability as DirectusAccountability, EndpointExtensionContext } from '@directus/types';
import type { Request, Router } from 'express';
import { z } from 'zod';
import { parseInput } from '../../../actions/access/parse-input.ts';
import { viewSignOffs } from '../../../actions/readiness/views.ts';
import { readRunContext } from '../../../actions/run/read-run-context.ts';
import type { Runtime } from '../../../actions/runtime/runtime.ts';
import { approvalsCollection, signOffRequest } from '../../../contract/sign-offs.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { withPooled } from '../../../platform/postgres/with-client.ts';
import { answer, type OpenRuntime, query } from './answer.ts';

/** Sign-offs are items of one collection: written with the caller's own rights, so that filters, permissions and Flows see them. */
export function addSignOffRoutes(
	router: Router,
	open: OpenRuntime,
	{ services, getSchema }: EndpointExtensionContext,
): void {
	router.get(
		'/sign-offs',
		answer(open, 'sign-offs', async ({ runtime, request }) => ({
			data: await readViews(runtime, parseInput(z.uuid(), query(request, 'run'))),
		})),
	);
	router.post(
		'/sign-offs',
		answer(open, 'sign', async ({ runtime, request }) => {
			const body = parseInput(signOffRequest, request.body);
			const accountability = (request as Request & { accountability?: DirectusAccountability }).accountability ?? null;
			if (!accountability) throw new CutterError('UNAUTHENTICATED', 'Log in first.');
			const items = new services.ItemsService(approvalsCollection, { schema: await getSchema(), accountability });
			const id = String(await items.createOne({ ...body }));
			const stored = (await readViews(runtime, body.run)).find((view) => view.id === id);
			if (!stored)
				throw new CutterError('OUTCOME_UNKNOWN', 'The sign-off was stored but cannot be read back.', { item: id });
			return { status: 201, data: stored };
		}),
	);
}

function readViews({ site }: Runtime, run: string) {
	return withPooled(site.pool, async (session) =>
		viewSignOffs(session, await readRunContext(site, session, run), new Date().toISOString()),
	);
}
