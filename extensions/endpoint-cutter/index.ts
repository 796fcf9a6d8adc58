import { defineEndpoint } from '@directus/extensions-sdk';
import { getRuntime } from '../../actions/runtime/runtime.ts';
import { toHostContext } from '../../platform/directus/host-context.ts';
import { addAuditRoutes } from './routes/audit.ts';
import { addHealthRoute } from './routes/health.ts';
import { addPlanRoutes } from './routes/plans.ts';
import { addRunRoutes } from './routes/runs.ts';
import { addSeatRoutes } from './routes/seats.ts';
import { addSignOffRoutes } from './routes/sign-offs.ts';
import { addSignatureRoutes } from './routes/signatures.ts';
import { addStatusRoutes } from './routes/status.ts';
import { refuseUnknown } from './routes/unknown.ts';

export default defineEndpoint({
	id: 'cutter',
	handler: (router, context) => {
		const host = toHostContext(context);
		const open = () => getRuntime(host);
		// The worker starts with the server, so that jobs of a process that died are taken up; before `init` there is none.
		open()
			.then((runtime) => runtime.queue())
			.catch((error: Error) => host.logger.warn(error.message));
		addHealthRoute(router, open);
		addStatusRoutes(router, open);
		addPlanRoutes(router, open);
		addRunRoutes(router, open);
		addSignOffRoutes(router, open, context);
		addSeatRoutes(router, open);
		addSignatureRoutes(router, open);
		addAuditRoutes(router, open);
		refuseUnknown(router);
	},
});
