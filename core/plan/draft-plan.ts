import { sha256 } from '../digest/sha256.ts';

export interface PlanDraftOptions {
	readonly id: string;
	readonly title: string;
	/** Schema and table that the first step creates. */
	readonly table: { readonly schema: string; readonly name: string };
	/** Where the JSON Schema of plan.yaml lies, for editors. */
	readonly schemaPath: string;
}

/**
 * A first plan that validates clean: one step with its check and its rollback, to be written over.
 * @returns the text of each file by its path in the folder
 */
export function draftPlan(options: PlanDraftOptions): Map<string, string> {
	const table = `${options.table.schema}.${options.table.name}`;
	const forward = `-- What the step does. The runner opens and commits the transaction.\nCREATE TABLE ${table} (\n\tid uuid PRIMARY KEY,\n\tnote text NOT NULL,\n\tcreated_at timestamptz NOT NULL DEFAULT now()\n);\n`;
	const back = `-- What undoes the step, and nothing else.\nDROP TABLE ${table};\n`;
	const files = new Map([
		['1-create.sql', forward],
		['1-create.rollback.sql', back],
	]);
	return new Map([['plan.yaml', planYaml(options, table, files)], ...files]);
}

function planYaml(
	{ id, title, schemaPath }: PlanDraftOptions,
	table: string,
	files: ReadonlyMap<string, string>,
): string {
	const sql = [...files].map(([file, text]) => `  - file: ${file}\n    sha256: '${sha256(text)}'`).join('\n');
	return `# yaml-language-server: $schema=${schemaPath}
# After editing an SQL file: directus cutter plan freeze <this folder>
# Then look at it: directus cutter plan validate <this folder>

id: ${id}
version: '1'
title: ${JSON.stringify(title)}
transaction: single
lane: standard

# Bounds that travel with the SQL, in milliseconds.
timeouts: { lock_ms: 5000, statement_ms: 60000 }

scope:
  # All that the SQL may lock for writing.
  allow:
    - ${table}
  # Sentences for those who sign.
  not:
    - No existing table is changed.

sql:
${sql}

steps:
  - id: create
    title: Table ${table}
    object: ${table}
    file: 1-create.sql
    rollback: 1-create.rollback.sql
    validate:
      - id: create.1
        title: The new table is empty
        built_in: { kind: row_counts, tables: { ${table}: 0 } }

preflight:
  - id: P-1
    title: The table is not there yet
    built_in: { kind: absent, relations: [${table}] }

verify:
  - id: V-1
    title: The table is there
    built_in: { kind: present, relations: [${table}] }

# Last executed first.
rollback:
  - id: R-1
    title: DROP TABLE ${table}
    steps: [create]
    loses: whatever was written to the table meanwhile

approvals:
  execution:
    seats: [d32, g4]
    people: 2
    ttl_hours: 24
`;
}
