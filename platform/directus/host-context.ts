import type { ApiExtensionContext } from '@directus/extensions';
import type { HostContext } from './open-site.ts';

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
			const utils = new services.UtilsService({ schema: await getSchema(), knex: database, accountability: null });
			await utils.clearCache({ system: true });
		},
	};
}
