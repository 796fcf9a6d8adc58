import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { sha256 } from '../../core/digest/sha256.ts';

/** A plan folder's files by path; `plan.yaml` is written from `plan`, its `sql[]` from the files. */
export interface PlanDraft {
	readonly plan: Readonly<Record<string, unknown>> & { readonly id: string };
	readonly files: Readonly<Record<string, string>>;
}

/** Writes plan folders into a new folder, frozen. @returns the folder to look for plans in */
export async function writePlans(drafts: readonly PlanDraft[]): Promise<string> {
	const root = await mkdtemp(join(tmpdir(), 'cutter-plans-'));
	for (const draft of drafts) await writePlan(root, draft);
	return root;
}

export async function writePlan(root: string, { plan, files }: PlanDraft): Promise<void> {
	const folder = join(root, plan.id);
	const sql = Object.entries(files).map(([file, text]) => ({ file, sha256: sha256(text) }));
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'plan.yaml'), stringify({ ...plan, sql }));
	for (const [file, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, file)), { recursive: true });
		await writeFile(join(folder, file), text);
	}
}

/** A subject with one table of three rows, and a plan that adds a column and a table, each step with its rollback. */
export const tinySubject = `
	CREATE TABLE public.thing (id integer PRIMARY KEY, name text NOT NULL, updated_at timestamptz NOT NULL DEFAULT '2026-01-01');
	INSERT INTO public.thing (id, name) VALUES (1, 'one'), (2, 'two'), (3, 'three');
	CREATE TABLE public.other (id integer PRIMARY KEY);
	INSERT INTO public.other VALUES (1);
	CREATE FUNCTION public.bump() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$;
	CREATE TRIGGER bump BEFORE UPDATE ON public.thing FOR EACH ROW EXECUTE FUNCTION public.bump();
`;

export const tinyFiles = {
	'1.sql': "ALTER TABLE public.thing ADD COLUMN colour text;\nUPDATE public.thing SET colour = 'red';\n",
	'1-back.sql': 'ALTER TABLE public.thing DROP COLUMN colour;\n',
	'2.sql': 'CREATE SCHEMA store;\nCREATE TABLE store.box (id integer PRIMARY KEY);\n',
	'2-back.sql': 'DROP TABLE store.box;\nDROP SCHEMA store;\n',
};

export const tinyPlan = {
	id: 'tiny',
	version: '1',
	title: 'A column and a table',
	transaction: 'single',
	lane: 'standard',
	scope: { allow: ['public.thing', 'store'] },
	steps: [
		{
			id: 'one',
			title: 'The column',
			file: '1.sql',
			rollback: '1-back.sql',
			validate: [
				{
					id: 'red',
					title: 'Every thing is red',
					sql: "SELECT count(*) FROM public.thing WHERE colour = 'red'",
					expect: { scalar: 3 },
				},
			],
		},
		{ id: 'two', title: 'The table', file: '2.sql', rollback: '2-back.sql' },
	],
	preflight: [{ id: 'P-1', title: 'Three things', sql: 'SELECT count(*) FROM public.thing', expect: { scalar: 3 } }],
	expect: {
		counts: [{ table: 'public.thing', count: 3 }],
		side_effects: [{ column: 'public.thing.updated_at', key: 'id', rows_changed: 3, reason: 'the trigger bumps it' }],
	},
	frozen: ['public.other'],
	not_restorable: [{ column: 'public.thing.updated_at', reason: 'the trigger bumps it' }],
	verify: [{ id: 'V-1', title: 'The box is empty', sql: 'SELECT count(*) FROM store.box', expect: { scalar: 0 } }],
	approvals: { execution: { seats: ['d32', 'g4'], people: 2 } },
};
