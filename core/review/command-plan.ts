import type { PlanFile } from '../../contract/plan-file.ts';
import type { ReviewPackage } from '../../contract/review-package.ts';
import type { FrozenPlan } from '../plan/frozen-plan.ts';

type Command = ReviewPackage['commands'][number];

const ask = (action: string) => `POST /cutter/runs/<run>/${action}`;

/** The commands of a migration in their order: exactly one changes the database, one more does so on demand. */
export function commandPlan({ file, digest }: FrozenPlan): Command[] {
	return [...readingCommands(file, digest), migrationCommand(file), verificationCommand(file), rollbackCommand(file)];
}

function readingCommands(file: PlanFile, digest: string): Command[] {
	const watched = file.expect.side_effects.map(({ column, key }) => `${column} by ${key}`);
	return [
		{
			id: 'C-01',
			title: 'Fresh backup, custom format',
			request: `${ask('backup')}; the migration takes a fresh one by itself`,
			does: [
				'pg_dump of the whole database at one exported snapshot, every table locked ACCESS SHARE before it',
				'a restore test into an isolated server of another system identifier, torn down afterwards',
			],
			mutates: 'never',
		},
		{
			id: 'C-02',
			title: 'Digest and freshness of the backup',
			request: null,
			does: ['sha256 while the dump is written, into the ledger and SHA256SUMS', 'age from the snapshot, limit 3600 s'],
			mutates: 'never',
		},
		{
			id: 'C-03',
			title: 'Schema snapshot before',
			request: ask('snapshot'),
			does: ['the schema from the catalogs at the backup’s instant: digest and artefact'],
			mutates: 'never',
		},
		{
			id: 'C-04',
			title: 'Row counts and watched columns before',
			request: ask('snapshot'),
			does: [
				'exact counts of every table at the same instant',
				watched.length > 0 ? `watched columns before: ${watched.join(', ')}` : 'no column is watched',
			],
			mutates: 'never',
		},
		{
			id: 'C-05',
			title: 'Frozen SQL',
			request: null,
			does: [
				...file.sql.map(({ file: path, sha256 }) => `${path} has sha256 ${sha256}`),
				`the whole folder has digest ${digest}`,
			],
			mutates: 'never',
		},
		{
			id: 'C-06',
			title: 'Preflight',
			request: ask('preflight'),
			does: file.preflight.map(({ id, title }) => `${id} ${title}`),
			mutates: 'never',
		},
	];
}

function migrationCommand({ steps, transaction }: PlanFile): Command {
	return {
		id: 'C-07',
		title: 'Migration',
		request: ask('migrate'),
		does: [
			transaction === 'single'
				? 'all steps in one transaction, committed when every validation passes'
				: 'each step in a transaction of its own, committed when its validation passes',
			...steps.map(({ id, title }) => `${id}: ${title}`),
		],
		mutates: 'always',
	};
}

function verificationCommand({ verify, expect }: PlanFile): Command {
	const effects = expect.side_effects.map(({ column, rows_changed }) => `${column}: ${rows_changed} rows changed`);
	return {
		id: 'C-08',
		title: 'Verification, read-only',
		request: ask('verify'),
		does: [...verify.map(({ id, title }) => `${id} ${title}`), ...effects],
		mutates: 'never',
	};
}

function rollbackCommand({ rollback, steps }: PlanFile): Command {
	const entries = rollback.map(({ id, title }) => `${id} ${title}`);
	const told = entries.length > 0 ? entries : steps.toReversed().map(({ id, rollback: file }) => `${id}: ${file}`);
	return {
		id: 'C-09',
		title: 'Rollback, only when C-08 fails and somebody asks for it by name',
		request: null,
		does: ['rehearsed on the clone; this version does not carry it out in production', ...told],
		mutates: 'conditionally',
	};
}
