import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import type { OnStage } from '../../actions/backup/stages.ts';
import { takeBackup } from '../../actions/backup/take-backup.ts';
import type { ActionContext, ActionResult } from '../../actions/run/action-context.ts';
import type { Archive } from '../../core/backup/port.ts';
import { type BackupTaken, backupTaken } from '../../core/evidence/bodies.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { getArtifact } from '../../platform/artifacts/artifact-store.ts';
import { recordedArchive } from '../../platform/artifacts/backup-folder.ts';
import { withIntactArchive } from '../../platform/postgres/clone/archive/intact-archive.ts';
import { restoreArchive } from '../../platform/postgres/clone/restore-archive.ts';
import { parseConnectionUrl } from '../../platform/postgres/connection-target.ts';
import { findPrograms, type PgPrograms } from '../../platform/postgres/programs/find-programs.ts';
import { readServerIdentity } from '../../platform/postgres/read-server-identity.ts';
import { countRows } from '../../platform/postgres/snapshot/count-rows.ts';
import { listTables } from '../../platform/postgres/snapshot/list-tables.ts';
import { readContentDigests } from '../../platform/postgres/snapshot/read-content-digest.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { startTestCluster } from '../support/postgres.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

const digested = z.object({ table: z.string(), rows: z.int(), sha256: z.string() });
const counted = z.object({
	counts: z.array(z.object({ table: z.string(), count: z.int() })),
	content: z.array(digested),
	large_objects: z.int(),
});
type Counted = Pick<z.infer<typeof counted>, 'counts' | 'content'>;

/** A lab in which backups are taken, and a second server that they are restored into. */
export interface BackupTrial {
	readonly lab: Lab;
	readonly run: string;
	/** Carries out the action as the queue would, on a connection of its own. */
	take(onStage?: OnStage, site?: Site): Promise<ActionResult>;
	/** The newest backup of the run, as the ledger has it. */
	newest(): Promise<BackupTaken>;
	archive(backup: BackupTaken): Archive;
	readonly programs: PgPrograms;
	/** What was counted and digested at the backup's own instant. */
	taken(backup: BackupTaken): Promise<z.infer<typeof counted>>;
	/** Restores into a new database of the second server, and counts and digests what is there. */
	restore<Result>(backup: BackupTaken, look: (copy: pg.Client) => Promise<Result>): Promise<Counted & { look: Result }>;
	close(): Promise<void>;
}

export async function openBackupTrial(subject: string): Promise<BackupTrial> {
	const plansDir = await writePlans([{ plan: tinyPlan, files: tinyFiles }]);
	const lab = await openLab({ plansDir, subject: tinySubject + subject });
	const other = await startTestCluster();
	const run = await lab.open('tiny');
	const programs = await findPrograms({ pgBin: lab.cluster.binDir });
	const production = await readServerIdentity(lab.dba);
	const archive = (backup: BackupTaken) => recordedArchive(lab.site.artifactsDir, run, backup);
	let rolesMade = false;
	return {
		lab,
		run,
		archive,
		programs,
		take: (onStage, site = lab.site) =>
			withClient(lab.site.target, 'dot-iu-cutter backup', (client) =>
				takeBackup(contextOf(site, client, run), onStage),
			),
		newest: async () => {
			const taken = (await lab.chain(run)).filter(({ kind }) => kind === 'backup.taken');
			return backupTaken.parse(taken.at(-1)?.body);
		},
		taken: async ({ counts_artifact }) => counted.parse(await getArtifact(lab.site.artifactsDir, counts_artifact)),
		restore: async (backup, look) => {
			if (!rolesMade) await makeRoles(await other.connect('postgres'), archive(backup).file);
			rolesMade = true;
			const url = await other.createDatabase(`copy_${randomUUID()}`);
			const target = parseConnectionUrl(url);
			const restored = await withIntactArchive(archive(backup), (intact) =>
				restoreArchive({ programs, target, archive: intact, production }),
			);
			if (restored.verdict !== 'pass') throw new Error(`the restore failed: ${restored.raw}`);
			return withClient(target, 'test', async (copy) => ({ ...(await measure(copy)), look: await look(copy) }));
		},
		close: async () => {
			await other.stop();
			await lab.close();
		},
	};
}

function contextOf(site: Site, client: pg.Client, runId: string): ActionContext {
	return { site, client, runId, actor: 'test', report: () => undefined };
}

/** Roles as the backup's own globals.sql makes them; those that every server has already stay. */
async function makeRoles(admin: pg.Client, archiveFile: string): Promise<void> {
	const sql = await readFile(join(dirname(archiveFile), 'globals.sql'), 'utf8');
	const [roles = ''] = sql.split('-- The database, once it was created.');
	for (const statement of roles.split(/;\n/)) {
		await admin.query(statement).catch((error: unknown) => {
			if (!/role "\w+" already exists/.test(String(error))) throw error;
		});
	}
}

/** The same as at the backup's instant: all tables of the subject, counted and digested. */
async function measure(copy: pg.Client): Promise<Counted> {
	return withReadOnly(copy, async () => {
		const tables = await listTables(copy, { excludeSchemas: [...ownSchemas] });
		const counts = await countRows([copy], tables);
		const content = await readContentDigests(
			[copy],
			tables.filter(({ kind }) => kind === 'ordinary'),
		);
		return { counts, content };
	});
}
