// Run as a process of its own: holds a cluster until it is killed. Arguments: root, `keep` or `lose`, folder of programs.
import { withLocalCluster } from '../../../platform/postgres/clone/local-cluster.ts';
import { findPrograms } from '../../../platform/postgres/programs/find-programs.ts';

const [, , root, keep, pgBin] = process.argv;
const locale = {
	encoding: 'UTF8',
	provider: 'libc',
	lc_collate: 'C.UTF-8',
	lc_ctype: 'C.UTF-8',
	locale: null,
	icu_rules: null,
	lc_monetary: 'C',
	lc_numeric: 'C',
	lc_time: 'C',
} as const;
const programs = await findPrograms({ pgBin });
const owner = { installationId: 'installation', runId: 'run' };
await withLocalCluster({ programs, owner, locale, root, keep: keep === 'keep' }, async ({ folder }) => {
	process.stdout.write(`${folder}\n`);
	await new Promise((resolve) => setTimeout(resolve, 120_000));
});
