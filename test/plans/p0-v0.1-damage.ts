import type { Damage } from './plan-trial.ts';

const g = 'cutter_governance';
const unit = 'public.tac_logical_unit';

/** A row of the table, whatever it requires; its foreign keys are dropped first. */
const row = (table: string, values: object) => `
	DO $$ DECLARE key name; BEGIN
		FOR key IN SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = '${g}.${table}'::regclass LOOP
			EXECUTE format('ALTER TABLE ${g}.${table} DROP CONSTRAINT %I', key);
		END LOOP;
	END $$;
	INSERT INTO ${g}.${table} SELECT * FROM jsonb_populate_record(NULL::${g}.${table}, '${JSON.stringify(values)}')`;

const id = '00000000-0000-4000-8000-000000000000';
const at = '2026-05-15T14:15:39Z';
const envelope = {
	envelope_id: id,
	operation_kind: 'split',
	status: 'draft',
	manifest_version: '1',
	created_by: 'x',
	created_at: at,
};
const changeSet = {
	change_set_id: id,
	rollback_key: 'k',
	state: 'emitted',
	manifest_id: id,
	manifest_version: '1',
	review_decision_id: id,
	executor_tool_revision: 'r',
	verifier_tool_revision: 'r',
	emitted_by: 'x',
	emitted_at: at,
};
const result = {
	verify_result_id: id,
	change_set_id: id,
	manifest_id: id,
	manifest_version: '1',
	review_decision_id: id,
	executor_tool_revision: 'r',
	verifier_tool_revision: 'r',
	tool_revision_match: true,
	verify_kind: 'axis_1_round_trip',
	axis_1_status: 'pass',
	axis_1_drift_unit: 'canonical_token',
	axis_1_drift_count: 0,
	source_canonical_hash: 'h',
	rebuilt_canonical_hash: 'h',
	canonicalization_rule_used: 'canon-md-v0.1.0',
	verdict: 'pass',
	state: 'complete',
	verified_by: 'x',
	verified_at: at,
};
const decision = {
	review_decision_id: id,
	manifest_id: id,
	manifest_version: '1',
	manifest_author: 'x',
	verdict: 'PASS',
	status: 'decided',
	reviewer: 'y',
	checklist: [],
	checklist_items_total: 10,
	checklist_items_passed: 10,
	opened_at: at,
};

const addressMayBeNull = `ALTER TABLE ${unit} ALTER COLUMN canonical_address DROP NOT NULL`;
const addressIsNotUnique = `ALTER TABLE ${unit} DROP CONSTRAINT tac_logical_unit_canonical_address_key`;

/** To a database on which the plan was carried out. */
export const damageAfter: readonly Damage[] = [
	[
		'V1.1',
		'a recorded column of another type',
		`ALTER TABLE ${g}.decision_backlog_entry ALTER COLUMN payload TYPE text`,
	],
	['V1.1', 'an enumeration without its values', `COMMENT ON COLUMN ${g}.decision_backlog_entry.kind IS NULL`],
	[
		'V1.1',
		'an enumeration without one of its values',
		`COMMENT ON COLUMN ${g}.decision_backlog_dependency.dependency_kind IS 'Allowed: blocks | supersedes | refines'`,
	],
	[
		'V1.2',
		'a row',
		row('decision_backlog_entry', { entry_id: id, kind: 'gap', status: 'open', payload: {}, emitted_at: at }),
	],
	['V2.1', 'an address that may be NULL', addressMayBeNull],
	['V2.1', 'an address that is not unique', addressIsNotUnique],
	[
		'V2.1',
		'an address that is unique for some rows',
		`${addressIsNotUnique}; CREATE UNIQUE INDEX ON ${unit} (canonical_address) WHERE tier IS NULL`,
	],
	[
		'V2.2',
		'an address off the grammar',
		`UPDATE ${unit} SET canonical_address = 'd38-v1' WHERE section_type = 'root' AND doc_code = 'D38-DIEU28'`,
	],
	[
		'V3.1',
		'a foreign key to the wrong column',
		`ALTER TABLE ${g}.manifest_envelope ADD UNIQUE (superseded_by_envelope_id);
		ALTER TABLE ${g}.manifest_unit_block DROP CONSTRAINT manifest_unit_block_envelope_id_fkey,
		ADD FOREIGN KEY (envelope_id) REFERENCES ${g}.manifest_envelope (superseded_by_envelope_id)`,
	],
	['V3.2', 'a row', row('manifest_envelope', envelope)],
	['V4.1', 'a foreign key less', `ALTER TABLE ${g}.review_decision DROP CONSTRAINT review_decision_manifest_id_fkey`],
	['V4.2', 'a row', row('review_decision', decision)],
	[
		'V6.1',
		'another rule by default',
		`ALTER TABLE ${g}.verify_result ALTER COLUMN canonicalization_rule_used SET DEFAULT 'canon-md-v0.2.0'`,
	],
	[
		'V6.1',
		'a circle that is not closed',
		`ALTER TABLE ${g}.cut_change_set DROP CONSTRAINT cut_change_set_executor_signature_id_fkey`,
	],
	[
		'V6.1',
		'a circle that is closed at once',
		`ALTER TABLE ${g}.cut_change_set ALTER CONSTRAINT cut_change_set_executor_signature_id_fkey NOT DEFERRABLE`,
	],
	['V6.2', 'a row', row('verify_result', result)],
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
		'a foreign key more',
		`ALTER TABLE ${g}.manifest_unit_block ADD FOREIGN KEY (target_unit_id) REFERENCES ${unit}`,
	],
	[
		'VP-2',
		'a key that is no longer unique',
		`ALTER TABLE ${g}.cut_change_set DROP CONSTRAINT cut_change_set_idempotency_key_key`,
	],
	[
		'VP-2',
		'the exactly-one rule dropped',
		`ALTER TABLE ${g}.dot_pair_signature DROP CONSTRAINT dot_pair_signature_check`,
	],
	[
		'VP-2',
		'the exactly-one rule turned into at least one',
		`ALTER TABLE ${g}.dot_pair_signature DROP CONSTRAINT dot_pair_signature_check, ADD CONSTRAINT dot_pair_signature_check
		CHECK (num_nonnulls(cross_reference_change_set_id, cross_reference_verify_result_id) > 0)`,
	],
	['VP-2', 'a default more', `ALTER TABLE ${g}.manifest_envelope ALTER COLUMN status SET DEFAULT 'draft'`],
	['VP-2', 'an index more', `CREATE INDEX ON ${g}.review_decision (status)`],
	['VP-2', 'a missing table', `DROP TABLE ${g}.decision_backlog_sweep_log`],
	['VP-3', 'one more check', `ALTER TABLE ${g}.review_decision ADD CHECK (verdict <> '')`],
	[
		'VP-4',
		'a foreign key across schemas',
		`ALTER TABLE ${g}.manifest_unit_block ADD FOREIGN KEY (target_unit_id) REFERENCES ${unit}`,
	],
	['VP-5', 'an enum type', `CREATE TYPE ${g}.verdict AS ENUM ('pass')`],
	['VP-5', 'a function', `CREATE FUNCTION ${g}.one() RETURNS integer LANGUAGE sql AS 'SELECT 1'`],
	['VP-6', 'a row', row('manifest_envelope', envelope)],
	['VP-7', 'an edge too few', 'DELETE FROM public.universal_edges WHERE id = 7'],
	['VP-8', 'an address that may be NULL', addressMayBeNull],
	['VP-8', 'an address that is not unique', addressIsNotUnique],
	['VP-9', 'a half retired', "UPDATE public.dot_tools SET status = 'retired' WHERE id = 992"],
	['VP-9', 'a half paired elsewhere', "UPDATE public.dot_tools SET paired_dot = 'DOT-HC-EXECUTOR' WHERE id = 991"],
];

/** To a database on which the plan was carried out up to its fifth step: the circles are still open. */
export const damageAfterStep5: readonly Damage[] = [
	[
		'V5.1',
		'a required column that is no longer required',
		`ALTER TABLE ${g}.cut_change_set ALTER COLUMN emitted_by DROP NOT NULL`,
	],
	['V5.1', 'one more required column', `ALTER TABLE ${g}.cut_change_set ALTER COLUMN source_path SET NOT NULL`],
	[
		'V5.1',
		'a key that is no longer unique',
		`ALTER TABLE ${g}.cut_change_set DROP CONSTRAINT cut_change_set_rollback_key_key`,
	],
	[
		'V5.1',
		'a circle that is closed too early',
		`ALTER TABLE ${g}.cut_change_set ADD FOREIGN KEY (executor_signature_id)
		REFERENCES ${g}.dot_pair_signature (signature_id) DEFERRABLE INITIALLY DEFERRED`,
	],
	['V5.2', 'a row', row('cut_change_set', changeSet)],
];

/** To a database before the plan. */
export const damageBefore: readonly Damage[] = [
	['target', 'a missing schema', 'ALTER SCHEMA sandbox_tac RENAME TO sandbox'],
	['PF-2', 'a missing half', 'DELETE FROM public.dot_tools WHERE id = 992'],
	['PF-3', 'a missing table', 'ALTER TABLE public.universal_edges RENAME TO edges'],
	[
		'PF-3',
		'a view in the place of a table',
		'ALTER TABLE public.universal_edges RENAME TO edges; CREATE VIEW public.universal_edges AS SELECT * FROM public.edges',
	],
	['PF-4', 'a role without the right', 'SET LOCAL ROLE pg_monitor'],
	['PF-5', 'a role without the right', 'SET LOCAL ROLE pg_monitor'],
	['P0-1', 'an address that may be NULL', addressMayBeNull],
	['P0-1', 'an address that is not unique', addressIsNotUnique],
	['P0-1', 'no address at all', `ALTER TABLE ${unit} DROP COLUMN canonical_address`],
	['P0-1', 'an address by default', `ALTER TABLE ${unit} ALTER COLUMN canonical_address SET DEFAULT 'D1-DIEU1-S1'`],
];
