import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import pg from 'pg';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { type CutterEnv, parseEnv } from '../env.ts';
import { type ConnectionTarget, parseConnectionUrl } from '../postgres/connection-target.ts';
import type { Session } from '../postgres/session.ts';
import type { Log, Site } from '../site.ts';

/** What of Directus's extension context a site is opened with. */
export interface HostContext {
	readonly env: Readonly<Record<string, unknown>>;
	readonly database: Knex;
	readonly logger: Log;
	readonly clearSchemaCache: () => Promise<void>;
}

/**
 * Makes a site of a Directus process: parsed environment, own connections, folders.
 * @throws CutterError SETUP_NEEDED when the environment is not usable
 */
export async function openSite({ env: variables, database, logger, clearSchemaCache }: HostContext): Promise<Site> {
	const env = parseEnv(variables);
	const target = readTarget(env, variables);
	const artifactsDir = resolve(env.ARTIFACTS_DIR ?? './cutter-artifacts');
	await mkdir(artifactsDir, { recursive: true, mode: 0o700 });
	const pool = new pg.Pool({ ...target, max: 6, application_name: 'dot-iu-cutter control', idleTimeoutMillis: 30_000 });
	pool.on('error', (error) => logger.warn(`control connection: ${error.message}`));
	const packageRoot = findPackageRoot();
	return {
		env,
		packageRoot,
		toolRevision: readToolRevision(packageRoot),
		artifactsDir,
		target,
		pool,
		directus: { withSession: (work) => withKnexSession(database, work), clearSchemaCache },
		newId: randomUUID,
		log: logger,
	};
}

/** The raw connection under Knex, which rewrites question marks of SQL on the way. */
async function withKnexSession<Result>(database: Knex, work: (session: Session) => Promise<Result>): Promise<Result> {
	const client = database.client as {
		acquireConnection(): Promise<Session>;
		releaseConnection(connection: Session): Promise<void>;
	};
	const connection = await client.acquireConnection();
	try {
		return await work(connection);
	} finally {
		await client.releaseConnection(connection);
	}
}

function readTarget(env: CutterEnv, variables: Readonly<Record<string, unknown>>): ConnectionTarget {
	if (env.DATABASE_URL) return parseConnectionUrl(env.DATABASE_URL);
	if (variables['DB_CONNECTION_STRING']) return parseConnectionUrl(String(variables['DB_CONNECTION_STRING']));
	if (variables['DB_CLIENT'] !== 'pg')
		throw new CutterError(
			'SETUP_NEEDED',
			'Directus does not run on PostgreSQL (DB_CLIENT): this bundle migrates PostgreSQL only.',
		);
	return {
		host: String(variables['DB_HOST'] ?? 'localhost'),
		port: Number(variables['DB_PORT'] ?? 5432),
		user: String(variables['DB_USER'] ?? ''),
		password: String(variables['DB_PASSWORD'] ?? ''),
		database: String(variables['DB_DATABASE'] ?? ''),
	};
}

/** Upwards from this file, bundled or not, to the package that owns it. */
function findPackageRoot(): string {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (!existsSync(join(folder, 'package.json'))) {
		const parent = dirname(folder);
		if (parent === folder)
			throw new CutterError('SETUP_NEEDED', 'The package of this bundle has no package.json beside it.');
		folder = parent;
	}
	return folder;
}

/** The bundle's version and the digest of its API half: what exactly ran. */
function readToolRevision(packageRoot: string): string {
	const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
	const bundle = join(packageRoot, 'dist', 'api.js');
	const digest = existsSync(bundle)
		? createHash('sha256').update(readFileSync(bundle)).digest('hex').slice(0, 16)
		: 'source';
	return `${version}+${digest}`;
}
