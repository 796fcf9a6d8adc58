import { defineOperationApi } from '@directus/extensions-sdk';
import { runOperation } from '../../actions/operation/run-operation.ts';
import { getRuntime } from '../../actions/runtime/runtime.ts';
import { toHostContext } from '../../platform/directus/host-context.ts';
import { toDirectusError } from '../../platform/directus/to-directus-error.ts';

export default defineOperationApi({
	id: 'cutter-migrate',
	handler: async (options, context) => {
		try {
			const runtime = await getRuntime(toHostContext(context));
			return await runOperation(runtime, context.accountability, options, context.data);
		} catch (error) {
			throw toDirectusError(error);
		}
	},
});
