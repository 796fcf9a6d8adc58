import type { Damage } from './plan-trial.ts';

const g = 'cutter_governance';
const entry = `INSERT INTO ${g}.manifest_envelope VALUES (gen_random_uuid(), 'split', 'draft', '1', NULL, NULL, NULL, 'x', now())`;

/** To a database on which the plan was carried out. */
export const damageAfter: readonly Damage[] = [
	['VP-1', 'a column too many', `ALTER TABLE ${g}.manifest_unit_block ADD COLUMN extra text`],
	['VP-1', 'a column too few', `ALTER TABLE ${g}.verify_result DROP COLUMN axis_2_detail`],
	[
		'VP-1',
		'no primary key',
		`ALTER TABLE ${g}.decision_backlog_sweep_log DROP CONSTRAINT decision_backlog_sweep_log_pkey`,
	],
	['VP-1', 'a missing table', `DROP TABLE ${g}.decision_backlog_sweep_log`],
	[
		'VP-2',
		'a missing foreign key',
		`ALTER TABLE ${g}.cut_change_set DROP CONSTRAINT cut_change_set_verifier_signature_id_fkey`,
	],
	[
		'VP-2',
		'a foreign key across schemas',
		`ALTER TABLE ${g}.manifest_unit_block ADD FOREIGN KEY (target_unit_id) REFERENCES public.tac_logical_unit`,
	],
	['VP-3', 'one more check', `ALTER TABLE ${g}.review_decision ADD CHECK (verdict <> '')`],
	[
		'VP-4',
		'a key that is no longer unique',
		`ALTER TABLE ${g}.cut_change_set DROP CONSTRAINT cut_change_set_idempotency_key_key`,
	],
	['VP-5', 'the rule dropped', `ALTER TABLE ${g}.dot_pair_signature DROP CONSTRAINT dot_pair_signature_check`],
	['VP-6', 'an enum type', `CREATE TYPE ${g}.verdict AS ENUM ('pass')`],
	['VP-7', 'a row', entry],
	[
		'VP-8',
		'an address that may be NULL',
		'ALTER TABLE public.tac_logical_unit ALTER COLUMN canonical_address DROP NOT NULL',
	],
	[
		'VP-8',
		'an address that is not unique',
		'ALTER TABLE public.tac_logical_unit DROP CONSTRAINT tac_logical_unit_canonical_address_key',
	],
	['VP-9', 'a half retired', "UPDATE public.dot_tools SET status = 'retired' WHERE id = 992"],
	['VP-9', 'a half paired elsewhere', "UPDATE public.dot_tools SET paired_dot = 'DOT-HC-EXECUTOR' WHERE id = 991"],
	[
		'V1.2',
		'a recorded column of another type',
		`ALTER TABLE ${g}.decision_backlog_entry ALTER COLUMN payload TYPE text`,
	],
	['V1.4', 'an enumeration without its values', `COMMENT ON COLUMN ${g}.decision_backlog_entry.kind IS NULL`],
	[
		'V2.2',
		'an address off the grammar',
		"UPDATE public.tac_logical_unit SET canonical_address = 'd38-v1' WHERE section_type = 'root' AND doc_code = 'D38-DIEU28'",
	],
	[
		'V3.3',
		'a foreign key to the wrong column',
		`ALTER TABLE ${g}.manifest_envelope ADD UNIQUE (superseded_by_envelope_id);
		ALTER TABLE ${g}.manifest_unit_block DROP CONSTRAINT manifest_unit_block_envelope_id_fkey,
		ADD FOREIGN KEY (envelope_id) REFERENCES ${g}.manifest_envelope (superseded_by_envelope_id)`,
	],
	[
		'V5.7',
		'a required column that is no longer required',
		`ALTER TABLE ${g}.cut_change_set ALTER COLUMN emitted_by DROP NOT NULL`,
	],
	['V5.7', 'one more required column', `ALTER TABLE ${g}.cut_change_set ALTER COLUMN source_path SET NOT NULL`],
	[
		'V6.6',
		'another rule by default',
		`ALTER TABLE ${g}.verify_result ALTER COLUMN canonicalization_rule_used SET DEFAULT 'canon-md-v0.2.0'`,
	],
];

/** To a database before the plan. */
export const damageBefore: readonly Damage[] = [
	['PF-1', 'a missing half', 'DELETE FROM public.dot_tools WHERE id = 992'],
	['PF-2', 'a missing table', 'ALTER TABLE public.universal_edges RENAME TO edges'],
	['PF-3', 'a role without the right', 'SET LOCAL ROLE pg_monitor'],
	['PF-4', 'a role without the right', 'SET LOCAL ROLE pg_monitor'],
];
