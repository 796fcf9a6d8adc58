import { defineEndpoint } from '@directus/extensions-sdk';
import { getRuntime } from '../../actions/runtime/runtime.ts';
import { isServing, startServing } from '../../actions/runtime/serving.ts';
import { toHostContext } from '../../platform/directus/host-context.ts';
import { addAuditRoutes } from './routes/audit.ts';
import { addCanonRoutes } from './routes/canon.ts';
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
		// After a hot reload: the server started long ago.
		if (isServing()) startServing(open, host.logger);
		addHealthRoute(router, open);
		addStatusRoutes(router, open);
		addPlanRoutes(router, open);
		addRunRoutes(router, open);
		addSignOffRoutes(router, open, context);
		addSeatRoutes(router, open);
		addSignatureRoutes(router, open);
		addCanonRoutes(router, open);
		addAuditRoutes(router, open);
		refuseUnknown(router);
	},
});
