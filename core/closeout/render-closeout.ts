import type { ClosedTable, CloseoutReport } from '../../contract/closeout-report.ts';
import { code, inline, list, table } from '../review/markdown.ts';

/** The closeout report as a document to read, print and keep. */
export function renderCloseout(report: CloseoutReport): string {
	const sections = [
		renderHead,
		renderBackup,
		renderContents,
		renderRestore,
		renderTeardown,
		renderProduction,
		renderResult,
	];
	return `${sections.map((render) => render(report)).join('\n\n')}\n`;
}

const words = { pass: 'PASS', fail: 'FAIL', error: 'NOT DECIDED' } as const;

function renderHead({
	plan,
	environment,
	run,
	outcome,
	started_at,
	finished_at,
	tool_revision,
}: CloseoutReport): string {
	return [
		`# Closeout: ${inline(plan.title)}`,
		`**${words[outcome]}**`,
		table(
			['', ''],
			[
				['Plan', `${code(plan.id)}, version ${inline(plan.version)}, digest ${code(plan.digest)}`],
				['Environment', `${inline(environment.label)} (${code(environment.id)})`],
				['Run', code(run)],
				['From, to', `${started_at}, ${finished_at}`],
				['Tool revision', code(tool_revision)],
			],
		),
	].join('\n\n');
}

function renderBackup({ backup }: CloseoutReport): string {
	const { file, sha256, sha256_at_end, size_bytes, taken_at, evidence } = backup;
	const again =
		sha256_at_end === null ? 'could not be read' : sha256_at_end === sha256 ? 'identical' : code(sha256_at_end);
	return [
		'## 1 Fresh backup',
		table(
			['', ''],
			[
				['Archive', code(file)],
				['Size', `${size_bytes} bytes`],
				['SHA-256', code(sha256)],
				['SHA-256 when all was done', again],
				['Snapshot', taken_at],
				['Evidence', code(evidence)],
			],
		),
	].join('\n\n');
}

function renderContents({ tables, schemas, backup }: CloseoutReport): string {
	const yes = (found: boolean) => (found ? 'yes' : '**no**');
	return [
		'## 2 What it holds',
		tables.length === 0
			? 'The plan names no tables that it must hold.'
			: table(
					['table', 'in the dump', 'in the restored copy', 'rows', 'expected'],
					tables.map(({ table: name, in_dump, in_copy, count, expected }) => [
						code(name),
						yes(in_dump),
						yes(in_copy),
						count === null ? '' : String(count),
						expected === null ? 'listed' : String(expected),
					]),
				),
		...tables.flatMap(renderItems),
		...schemas.map(
			({ schema, whole, dump, copy, unexpected }) =>
				`Schema ${code(schema)}: ${dump.length} tables in the dump, ${copy.length} in the restored copy${
					whole
						? unexpected.length === 0
							? ', exactly those named.'
							: `; not named: ${unexpected.map(code).join(', ')}.`
						: '; it was there before, so others may be in it.'
				}`,
		),
		`The archive has ${backup.entries} entries.`,
	].join('\n\n');
}

function renderItems({ table: name, items }: ClosedTable): string[] {
	if (items.length === 0) return [];
	return [`Rows of ${code(name)}:\n\n${list(items.map(({ what, count }) => `${inline(what)}: ${count}`))}`];
}

function renderRestore({ restore }: CloseoutReport): string {
	return [
		'## 3 Isolated restore test',
		table(
			['', ''],
			[
				['Result', words[restore.outcome]],
				['Where', `${restore.kind}, ${code(restore.place)}`],
				['System identifier', code(restore.system_identifier)],
				['Outbound', restore.outbound_isolated ? 'no network' : 'not isolated'],
				['Compared', `${restore.tables_compared} tables, ${restore.rows_compared} rows`],
				['Seconds', String(restore.seconds)],
				['Evidence', code(restore.evidence)],
			],
		),
		`Known exceptions:\n\n${list(restore.exceptions.map(({ what, reason }) => `${inline(what)}: ${inline(reason)}`))}`,
	].join('\n\n');
}

function renderTeardown({ removal }: CloseoutReport): string {
	const gone = Object.keys(removal.gone).map((what) => `${what.replace(/_gone$/, '')}: gone`);
	const roles = removal.roles.map((role) => `role ${inline(role)}: gone`);
	return [
		'## 4 Teardown',
		removal.evidence === null ? 'The clone was kept.' : list([...gone, ...roles]),
		...(removal.evidence === null ? [] : [`Evidence ${code(removal.evidence)}.`]),
	].join('\n\n');
}

function renderProduction({ production: { before, after, written_by_others } }: CloseoutReport): string {
	const line = (what: string, one: string, other: string) => [
		what,
		one,
		other,
		one === other ? 'unchanged' : '**changed**',
	];
	const countOf = (state: typeof before, name: string) =>
		String(state.rows.find((row) => row.table === name)?.count ?? 'no such table');
	return [
		'## 5 Production',
		table(
			['', `before, ${before.read_at}`, `after, ${after.read_at}`, ''],
			[
				line('System identifier', before.system_identifier, after.system_identifier),
				line('Database', before.database, after.database),
				line('Database OID', String(before.database_oid), String(after.database_oid)),
				line('Start of the server', before.started_at, after.started_at),
				line('Schema digest', before.schema_digest.slice(0, 16), after.schema_digest.slice(0, 16)),
				...before.rows.map(({ table: name }) =>
					line(`Rows of ${code(name)}`, countOf(before, name), countOf(after, name)),
				),
			],
		),
		'The closeout reads production in read-only transactions. What others wrote to the subject meanwhile:',
		list(
			written_by_others.map(
				({ table: name, inserted, updated, deleted }) =>
					`${code(name)}: ${inserted} inserted, ${updated} updated, ${deleted} deleted`,
			),
		),
	].join('\n\n');
}

function renderResult({ outcome, reasons }: CloseoutReport): string {
	return ['## 6 Result', `**${words[outcome]}**`, ...(reasons.length === 0 ? [] : [list(reasons.map(inline))])].join(
		'\n\n',
	);
}
