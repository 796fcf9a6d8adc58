import type { RegisterFunctions } from '@directus/types';
import { identifyCaller } from '../../actions/access/identify-caller.ts';
import { recordRefusal } from '../../actions/access/record-refusal.ts';
import type { Runtime } from '../../actions/runtime/runtime.ts';
import { findNamedRun, prepareSignOff } from '../../actions/sign-off/prepare-sign-off.ts';
import { recordSignOff } from '../../actions/sign-off/record-sign-off.ts';
import { approvalsCollection } from '../../contract/sign-offs.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { toDirectusError } from '../../platform/directus/to-directus-error.ts';
import type { Log } from '../../platform/site.ts';

/** Raw writes reach the collection by REST, GraphQL, WebSocket and import: every one passes here, whoever makes it. */
export function guardApprovals({ filter, action }: RegisterFunctions, open: () => Promise<Runtime>, log: Log): void {
	filter(`${approvalsCollection}.items.create`, async (payload, _meta, { accountability }) => {
		const { site } = await open();
		try {
			const caller = await identifyCaller(site, accountability);
			return await prepareSignOff(site, caller, payload).catch(async (error: unknown) => {
				await recordRefusal(
					site,
					{ actor: caller.user, action: 'sign', run: await findNamedRun(site, payload) },
					error,
				);
				throw error;
			});
		} catch (error) {
			throw toDirectusError(error);
		}
	});
	for (const event of ['update', 'delete']) {
		filter(`${approvalsCollection}.items.${event}`, () => {
			throw toDirectusError(new CutterError('FORBIDDEN', 'A sign-off is never changed or deleted; sign anew.'));
		});
	}
	action(`${approvalsCollection}.items.create`, ({ key }) => {
		open()
			.then(({ site }) => recordSignOff(site, String(key)))
			.catch((error: Error) => log.error(`evidence of sign-off ${key} was not written: ${error.message}`));
	});
}
