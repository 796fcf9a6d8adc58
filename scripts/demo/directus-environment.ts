import { join } from 'node:path';
import { machinePath } from '../setup/places.mjs';
import { databaseUrl } from './cluster.ts';
import { DATABASE, type DatabaseRoles } from './directus-database.ts';

/** What a Directus with the bundle in it is configured by: plain data, so that another process can be told. */
export interface DirectusConfiguration {
	/** The host project's own folder: extensions, uploads, artefacts and configuration lie in it. */
	readonly folder: string;
	readonly port: number;
	readonly secret: string;
	/** The first administrator, made by the bootstrap; a static token only where tests ask for one. */
	readonly admin: { readonly email: string; readonly password: string; readonly token?: string };
	/** Where PostgreSQL answers on 127.0.0.1, and the folder of its programs. */
	readonly database: { readonly port: number; readonly bin: string };
	readonly roles: DatabaseRoles;
	readonly toolAccounts: { readonly executor: string; readonly verifier: string };
	/** Whatever else is to be set; wins over what is set here. */
	readonly environment?: Readonly<Record<string, string>>;
}

export function publicUrl({ port }: Pick<DirectusConfiguration, 'port'>): string {
	return `http://127.0.0.1:${port}`;
}

export function extensionsFolder(folder: string): string {
	return join(folder, 'extensions');
}

/** Directus's settings, the bundle's among them: what the host's `.env` holds. */
export function directusSettings(host: DirectusConfiguration): Record<string, string> {
	return {
		HOST: '127.0.0.1',
		PORT: String(host.port),
		PUBLIC_URL: publicUrl(host),
		SECRET: host.secret,
		ADMIN_EMAIL: host.admin.email,
		ADMIN_PASSWORD: host.admin.password,
		...(host.admin.token === undefined ? {} : { ADMIN_TOKEN: host.admin.token }),
		DB_CLIENT: 'pg',
		DB_HOST: '127.0.0.1',
		DB_PORT: String(host.database.port),
		DB_DATABASE: DATABASE,
		DB_USER: host.roles.directus.role,
		DB_PASSWORD: host.roles.directus.password,
		EXTENSIONS_PATH: extensionsFolder(host.folder),
		// A bundle that does not load must stop the start, not go missing.
		EXTENSIONS_MUST_LOAD: 'true',
		STORAGE_LOCATIONS: 'local',
		STORAGE_LOCAL_ROOT: join(host.folder, 'uploads'),
		TELEMETRY: 'false',
		PROJECT_OWNER_ENABLED: 'false',
		EMAIL_VERIFY_SETUP: 'false',
		// A small machine that compiles or tests beside it would otherwise be answered 503.
		PRESSURE_LIMITER_ENABLED: 'false',
		LOG_LEVEL: 'info',
		LOG_STYLE: 'raw',
		LOG_HTTP_IGNORE_PATHS: '/server/ping',
		CUTTER_DATABASE_URL: databaseUrl(host.database, host.roles.migrator, DATABASE),
		CUTTER_PG_BIN: host.database.bin,
		CUTTER_ARTIFACTS_DIR: join(host.folder, 'artifacts'),
		CUTTER_TOOL_ACCOUNTS: `executor=${host.toolAccounts.executor},verifier=${host.toolAccounts.verifier}`,
		...host.environment,
	};
}

/** The whole environment of a Directus process: nothing of the caller's own Directus settings leaks in. */
export function directusEnvironment(
	host: DirectusConfiguration,
	more: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
	return {
		PATH: machinePath(),
		HOME: process.env['HOME'] ?? host.folder,
		LANG: 'C.UTF-8',
		NODE_ENV: 'production',
		...directusSettings(host),
		...more,
		// The host's .env is for people; read here, it would win over `more`.
		CONFIG_PATH: join(host.folder, 'no-file'),
	};
}
