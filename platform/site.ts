import type pg from 'pg';
import type { CutterEnv } from './env.ts';
import type { ConnectionTarget } from './postgres/connection-target.ts';
import type { Session } from './postgres/session.ts';

/** What a running installation is made of; every action takes one. */
export interface Site {
	readonly env: CutterEnv;
	/** Folder of the package: `plans/` and `sql/` lie in it. */
	readonly packageRoot: string;
	/** Version of the bundle and digest of its API half; recorded with all that it does. */
	readonly toolRevision: string;
	readonly artifactsDir: string;
	/** The migration role's direct connection. */
	readonly target: ConnectionTarget;
	/** A few connections of the migration role for the bundle's own tables. */
	readonly pool: pg.Pool;
	readonly directus: DirectusPort;
	readonly newId: () => string;
	readonly log: Log;
}

/** What of Directus the actions need. */
export interface DirectusPort {
	/** One raw connection of Directus's own Knex pool, for the time of `work`. */
	withSession<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
	/** After DDL: without it Directus silently drops writes to new columns. */
	clearSchemaCache(): Promise<void>;
}

export interface Log {
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
}
