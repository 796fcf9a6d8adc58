import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A numbered migration of the bundle's own schema, as shipped beside it. */
export interface ControlMigration {
	readonly version: number;
	readonly sql: string;
}

/** The texts of `sql/control/NNN-name.sql`, in order of their numbers. */
export async function readControlMigrations(packageRoot: string): Promise<ControlMigration[]> {
	const folder = join(packageRoot, 'sql', 'control');
	const names = (await readdir(folder)).filter((name) => /^\d{3}-.+\.sql$/.test(name)).sort();
	return Promise.all(
		names.map(async (name) => ({
			version: Number(name.slice(0, 3)),
			sql: await readFile(join(folder, name), 'utf8'),
		})),
	);
}
