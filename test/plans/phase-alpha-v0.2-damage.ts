import type { Damage } from './plan-trial.ts';

const alias = 'cutter_governance.canonical_address_alias';
const unit = 'public.tac_logical_unit';
const sandbox = 'sandbox_tac.logical_unit';
const child = "(SELECT id FROM public.tac_logical_unit WHERE section_type = 'point' ORDER BY id LIMIT 1)";

/** To a database on which only p0-v0.1 was carried out. */
export const damageBefore: readonly Damage[] = [
	['target', 'a missing schema', 'ALTER SCHEMA sandbox_tac RENAME TO sandbox'],
	['P-3', 'a missing schema', 'ALTER SCHEMA cutter_governance RENAME TO governance'],
	['P-4', 'a missing table', 'ALTER TABLE cutter_governance.verify_result RENAME TO result'],
	[
		'P-4',
		'a view in the place of a table',
		'ALTER TABLE cutter_governance.verify_result RENAME TO r; CREATE VIEW cutter_governance.verify_result AS SELECT 1 AS one',
	],
	['P-5', 'an alias table that is there', `CREATE TABLE ${alias} ()`],
	['P-5', 'a view of that name', `CREATE VIEW ${alias} AS SELECT 1 AS one`],
	['P-6', 'a column that is there', `ALTER TABLE ${unit} ADD COLUMN authority text`],
	['P-7', 'a column that is there', `ALTER TABLE ${sandbox} ADD COLUMN canonical_address_format_version text`],
	[
		'P-8',
		'a unit too few',
		`DELETE FROM tac_publication_member WHERE unit_id = ${child}; DELETE FROM tac_unit_version WHERE unit_id = ${child};
		DELETE FROM ${unit} WHERE id = ${child}`,
	],
	['P-9', 'a sandbox unit too few', `DELETE FROM ${sandbox} WHERE canonical_address = 'D99-DIEU1-S7'`],
	[
		'P-10',
		'a retired section type',
		"UPDATE public.tac_section_type_vocab SET status = 'retired' WHERE code = 'point'",
	],
	['P-10', 'a parent of another document', `UPDATE ${unit} SET doc_code = 'D38-DIEU99' WHERE id = ${child}`],
	['P-10', 'an address off the grammar', `UPDATE ${unit} SET canonical_address = 'd38-v1' WHERE id = ${child}`],
	['C-04', 'a sandbox unit too few', `DELETE FROM ${sandbox} WHERE canonical_address = 'D99-DIEU1-S7'`],
	['C-04', 'a table of governance too few', 'DROP TABLE cutter_governance.decision_backlog_sweep_log'],
	['C-04', 'an alias table that is there', `CREATE TABLE ${alias} ()`],
	['C-04', 'one new column that is there', `ALTER TABLE ${sandbox} ADD COLUMN authority text`],
	[
		'C-04',
		'no updated_at that is known',
		`ALTER TABLE ${unit} DISABLE TRIGGER ALL, ALTER COLUMN updated_at DROP NOT NULL; UPDATE ${unit} SET updated_at = NULL`,
	],
];

/** To a database on which both plans were carried out. */
export const damageAfter: readonly Damage[] = [
	['V-α-1', 'another default', `ALTER TABLE ${unit} ALTER COLUMN authority SET DEFAULT 'enacted'`],
	['V-α-1', 'no default', `ALTER TABLE ${unit} ALTER COLUMN authority DROP DEFAULT`],
	['V-α-1', 'a NOT NULL too early', `ALTER TABLE ${unit} ALTER COLUMN authority SET NOT NULL`],
	[
		'V-α-2',
		'a format version that may be NULL',
		`ALTER TABLE ${sandbox} ALTER COLUMN canonical_address_format_version DROP NOT NULL`,
	],
	['V-α-3', 'one enacted unit', `UPDATE ${unit} SET authority = 'enacted' WHERE id = ${child}`],
	['V-α-4', 'a unit off the mapping', `UPDATE ${unit} SET lifecycle_status = 'active' WHERE id = ${child}`],
	['V-α-4', 'a status without a mapping', `UPDATE ${unit} SET lifecycle_status = 'unheard-of' WHERE id = ${child}`],
	[
		'V-α-5',
		'another format version',
		`UPDATE ${unit} SET canonical_address_format_version = 'd38-v1' WHERE id = ${child}`,
	],
	[
		'V-α-6',
		'a sandbox row with an authority',
		`UPDATE ${sandbox} SET authority = 'draft' WHERE canonical_address = 'D99-DIEU1-S7'`,
	],
	[
		'V-α-7',
		'a sandbox row updated',
		`UPDATE ${sandbox} SET updated_at = now() WHERE canonical_address = 'D99-DIEU1-S7'`,
	],
	['V-α-8', 'a column of another type', `ALTER TABLE ${alias} ALTER COLUMN target_unit_id TYPE text`],
	['V-α-8', 'a column more', `ALTER TABLE ${alias} ADD COLUMN extra text`],
	['V-α-8', 'an index too few', 'DROP INDEX cutter_governance.canonical_address_alias_alias_kind_idx'],
	['V-α-8', 'a check', `ALTER TABLE ${alias} ADD CHECK (alias_text <> '')`],
	['V-α-8', 'a foreign key', `ALTER TABLE ${alias} ADD FOREIGN KEY (target_unit_id) REFERENCES ${unit}`],
	['V-α-9', 'a thirteenth table', 'CREATE TABLE cutter_governance.thirteenth ()'],
	['V-α-9', 'a table too few', 'DROP TABLE cutter_governance.decision_backlog_sweep_log'],
	[
		'V-α-10',
		'a foreign key across schemas',
		`ALTER TABLE cutter_governance.manifest_unit_block ADD FOREIGN KEY (target_unit_id) REFERENCES ${unit}`,
	],
	[
		'V-α-11',
		'an alias',
		`INSERT INTO ${alias} VALUES (gen_random_uuid(), 'x', gen_random_uuid(), 'RENAME', now(), NULL, NULL, 'x', now())`,
	],
	['V-α-12', 'an edge too few', 'DELETE FROM public.universal_edges WHERE id = 7'],
	['V-α-13', 'a column more on another table', 'ALTER TABLE cutter_governance.review_decision ADD COLUMN extra text'],
	['V-α-14', 'a disabled trigger', `ALTER TABLE ${unit} DISABLE TRIGGER trg_tac_birth_gate_lu`],
	['V-α-14', 'a missing trigger', `DROP TRIGGER trg_tac_birth_gate_lu ON ${unit}`],
	['V-α-14', 'a foreign key whose triggers are disabled', `ALTER TABLE ${sandbox} DISABLE TRIGGER ALL`],
	['V-α-15', 'an address that may be NULL', `ALTER TABLE ${unit} ALTER COLUMN canonical_address DROP NOT NULL`],
	[
		'V-α-15',
		'an address that is not unique',
		`ALTER TABLE ${unit} DROP CONSTRAINT tac_logical_unit_canonical_address_key`,
	],
	['C-07', 'a unit without authority', `UPDATE ${unit} SET authority = NULL WHERE id = ${child}`],
	['C-07', 'no alias table', `DROP TABLE ${alias}`],
	['C-08', 'no alias table', `DROP TABLE ${alias}`],
	['C-08', 'a new column too few', `ALTER TABLE ${sandbox} DROP COLUMN authority`],
];

/** Right after the step that the check belongs to, whose name is the part before the dot. */
export const damageWithin: readonly Damage[] = [
	[
		'd.1',
		'another format version by default',
		`ALTER TABLE ${unit} ALTER canonical_address_format_version SET DEFAULT 'd38-v1'`,
	],
	['d.1', 'authority too early', `ALTER TABLE ${unit} ADD COLUMN authority text`],
	['a.1', 'a default before the backfill', `ALTER TABLE ${unit} ALTER COLUMN authority SET DEFAULT 'draft'`],
	['a.2', 'a unit that the backfill would pass by', `UPDATE ${unit} SET authority = 'draft' WHERE id = ${child}`],
	['b.1', 'a unit without authority', `UPDATE ${unit} SET authority = NULL WHERE id = ${child}`],
	['b.2', 'a unit off the mapping', `UPDATE ${unit} SET authority = 'enacted' WHERE id = ${child}`],
	['c.1', 'no default', `ALTER TABLE ${unit} ALTER COLUMN authority DROP DEFAULT`],
	[
		'g.1',
		'a format version that may be NULL',
		`ALTER TABLE ${sandbox} ALTER canonical_address_format_version DROP NOT NULL`,
	],
	['g.1', 'authority too early', `ALTER TABLE ${sandbox} ADD COLUMN authority text`],
	['e.1', 'a default too early', `ALTER TABLE ${sandbox} ALTER COLUMN authority SET DEFAULT 'draft'`],
	['f.1', 'another default', `ALTER TABLE ${sandbox} ALTER COLUMN authority SET DEFAULT 'enacted'`],
	[
		'f.2',
		'a sandbox row with an authority',
		`UPDATE ${sandbox} SET authority = 'draft' WHERE canonical_address = 'D99-DIEU1-S7'`,
	],
	['h.1', 'a column too few', `ALTER TABLE ${alias} DROP COLUMN reason`],
	['h.1', 'no primary key', `ALTER TABLE ${alias} DROP CONSTRAINT canonical_address_alias_pkey`],
	['h.2', 'a foreign key across schemas', `ALTER TABLE ${alias} ADD FOREIGN KEY (target_unit_id) REFERENCES ${unit}`],
	[
		'i.1',
		'an index on other columns',
		`DROP INDEX cutter_governance.canonical_address_alias_validity_window_idx; CREATE INDEX ON ${alias} (valid_to, valid_from)`,
	],
	[
		'i.2',
		'a sandbox row of another format',
		`UPDATE ${sandbox} SET canonical_address_format_version = 'd38-v1' WHERE canonical_address = 'D99-DIEU1-S7'`,
	],
];
