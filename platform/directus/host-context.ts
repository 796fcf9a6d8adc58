import type { ApiExtensionContext } from '@directus/types';
import type { HostContext } from './open-site.ts';

/** Clearing the cache is an administrator's right, and the bundle's own need after DDL. */
const asAdmin = { user: null, role: null, roles: [], admin: true, app: true, ip: null };

/** What the runtime needs of the context Directus hands to every API extension. */
export function toHostContext({ env, database, logger, services, getSchema }: ApiExtensionContext): HostContext {
	return {
		env,
		database,
		logger: {
			info: (message) => logger.info(`[cutter] ${message}`),
			warn: (message) => logger.warn(`[cutter] ${message}`),
			error: (message) => logger.error(`[cutter] ${message}`),
		},
		clearSchemaCache: async () => {
			const utils = new services.UtilsService({ schema: await getSchema(), knex: database, accountability: asAdmin });
			await utils.clearCache({ system: true });
		},
	};
}
