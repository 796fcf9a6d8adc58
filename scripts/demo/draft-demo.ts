import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/places.mjs';
import { createCluster } from './cluster.ts';
import { administrator } from './demo-people.ts';
import type { DemoState } from './demo-state.ts';
import { findFreePort } from './free-port.ts';
import { randomSecret } from './random-secret.ts';

/** Where Directus listens when nothing else does. */
const USUAL_PORT = 8055;

/** The version of Directus that package-lock.json brings. */
export function directusVersion(): string {
	const manifest: unknown = JSON.parse(readFileSync(join(root, 'node_modules', 'directus', 'package.json'), 'utf8'));
	if (manifest !== null && typeof manifest === 'object' && 'version' in manifest) return String(manifest.version);
	throw new Error('node_modules/directus has no version');
}

/**
 * A demo with an empty cluster, new secrets and the administrator only.
 * @param pointer the file that will name the cluster once the demo is complete
 */
export async function draftDemo(pointer: string): Promise<DemoState> {
	const { name, email } = administrator;
	return {
		cluster: await createCluster({ pointer, durable: true }),
		role_passwords: { directus: randomSecret(), cutter_migrator: randomSecret(), cutter_verifier: randomSecret() },
		directus: { version: directusVersion(), port: await findFreePort(USUAL_PORT), secret: randomSecret() },
		accounts: [{ name, seats: [], kind: 'human', email, password: randomSecret(), token: null }],
	};
}
