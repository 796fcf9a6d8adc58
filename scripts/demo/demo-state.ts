import { z } from 'zod';
import { cluster } from './cluster.ts';
import { account } from './demo-people.ts';

/**
 * What a demo is, for as long as it exists; kept in `.demo/state.json`. The file is written once everything it names
 * is there, so that a killed first start leaves nothing half made: the next one sweeps and begins anew.
 */
export const demoState = z.strictObject({
	cluster,
	role_passwords: z.strictObject({ directus: z.string(), cutter_migrator: z.string(), cutter_verifier: z.string() }),
	directus: z.strictObject({
		/** The version whose tables the database has. */
		version: z.string(),
		port: z.int(),
		secret: z.string(),
	}),
	/** The administrator first. */
	accounts: z.array(account).min(1),
});
export type DemoState = z.infer<typeof demoState>;
