import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { TestCluster } from '../../support/postgres.ts';

/** What differs from one pg_dump to the next and says nothing of the schema. */
const incidental = /^(--|SET |SELECT pg_catalog\.set_config\(|\\(un)?restrict )/;

/** The bundle's own schema as pg_dump writes it, without comments, settings and what tells one dump from the next. */
export async function dumpControlSchema(cluster: TestCluster, database: string): Promise<string> {
	const { stdout } = await promisify(execFile)(
		`${cluster.binDir}/pg_dump`,
		[
			'--schema-only',
			'-n',
			'cutter_control',
			'-h',
			cluster.host,
			'-p',
			String(cluster.port),
			'-U',
			cluster.superuser,
			'-d',
			database,
		],
		{ env: { PGPASSWORD: cluster.password, LC_ALL: 'C.UTF-8' }, maxBuffer: 16 * 1024 * 1024 },
	);
	const lines = stdout.split('\n').filter((line) => !incidental.test(line));
	return `${lines
		.join('\n')
		.replaceAll(/\n{3,}/g, '\n\n')
		.trim()}\n`;
}
