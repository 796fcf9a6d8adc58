import type { Request, RequestHandler, Response } from 'express';
import { type Accountability, identifyCaller } from '../../../actions/access/identify-caller.ts';
import { recordRefusal } from '../../../actions/access/record-refusal.ts';
import type { Runtime } from '../../../actions/runtime/runtime.ts';
import { assertMayRead, type Caller } from '../../../core/access/caller.ts';
import { toDirectusError } from '../../../platform/directus/to-directus-error.ts';

export type OpenRuntime = () => Promise<Runtime>;

/** What a route answers with. `null` data means the route has answered by itself. */
export interface Answer {
	readonly status?: number;
	readonly data: unknown;
	readonly meta?: Readonly<Record<string, unknown>>;
}

export type Work = (asked: {
	readonly runtime: Runtime;
	readonly caller: Caller;
	readonly request: Request;
	readonly response: Response;
}) => Promise<Answer>;

/** A route for known callers who may look into migrations. A refusal of theirs is evidence, named after `action`. */
export function answer(open: OpenRuntime, action: string, work: Work): RequestHandler {
	return (request, response, next) => {
		reply(open, action, work, request, response).catch((error: unknown) => next(toDirectusError(error)));
	};
}

async function reply(
	open: OpenRuntime,
	action: string,
	work: Work,
	request: Request,
	response: Response,
): Promise<void> {
	const runtime = await open();
	await runtime.assertSetUp();
	const { accountability } = request as Request & { accountability?: Accountability };
	const caller = await identifyCaller(runtime.site, accountability);
	try {
		assertMayRead(caller);
		const { status = 200, data, meta = {} } = await work({ runtime, caller, request, response });
		if (!response.headersSent) response.status(status).json({ data, meta });
	} catch (error) {
		if (request.method !== 'GET') await recordRefusal(runtime.site, { actor: caller.user, action }, error);
		throw error;
	}
}

export function param(request: Request, name: string): string {
	const value = request.params[name];
	return typeof value === 'string' ? value : '';
}

export function query(request: Request, name: string): string | undefined {
	const value = request.query[name];
	return typeof value === 'string' ? value : undefined;
}
